import { html } from 'lit';
import { define, Element } from '../core/element.js';
import { icons } from './icons.js';

const SHOWN_MILLIS = 6_000;

/** What was done, or why it could not be: said once, at the foot of the page. */
class Toasts extends Element {
  static properties = { messages: { state: true } };

  constructor() {
    super();
    this.messages = [];
  }

  show(text) {
    const message = { text };
    this.messages = [...this.messages, message].slice(-3);
    setTimeout(() => this.drop(message), SHOWN_MILLIS);
  }

  drop(message) {
    this.messages = this.messages.filter(other => other !== message);
  }

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">${this.messages.map(message => html`
      <div class="toast">${icons.info}<span>${message.text}</span></div>`)}</div>`;
  }
}

define('ty-toasts', Toasts);

export const toast = text => document.querySelector('ty-toasts')?.show(text);

export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied.`);
  } catch {
    toast('The browser did not allow copying.');
  }
}
