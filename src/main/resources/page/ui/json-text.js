import { html } from 'lit';

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** JSON with its names, words and numbers in their own colours. */
export function jsonText(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, string, colon, word] = match;
    parts.push(text.slice(end, match.index));
    parts.push(html`<span class=${string ? colon ? 'json-name' : 'json-string' : word ? 'json-word' : 'json-number'}>${string ?? whole}</span>${colon ?? ''}`);
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)];
}
