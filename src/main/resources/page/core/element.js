import { LitElement } from 'lit';

/** A part of the page. It renders into the document itself, so that one style sheet and one focus order hold everywhere. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** Defines an element once; modules may be loaded again by another route. */
export function define(name, type) {
  if (!customElements.get(name)) customElements.define(name, type);
}
