import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import { icons } from '../ui/icons.js';

/** What looks wrong, each with where it was seen and the numbers that it rests on. */
export const warningList = warnings => warnings?.length ? html`
  <section class="warnings stack-s" aria-label="Warnings">${warnings.map(warning => html`
    <details class="notice tone-warn warning">
      <summary>${icons.warning}<span><span class="notice-title">${format.sentence(warning.code)}</span>
        <span class="soft">${place(warning)}</span></span><span class="push soft small nowrap">${seen(warning)}</span></summary>
      <div class="warning-body"><p>${warning.message}</p>${evidence(warning.evidence)}</div>
    </details>`)}</section>` : nothing;

function place({ path, pointer }) {
  if (path) return `layer ${path}`;
  return pointer ? `at ${pointer}` : '';
}

function seen({ source, first_seen: first, last_seen: last }) {
  if (!first) return source === 'spec' ? 'from the spec' : '';
  return last && last.epoch !== first.epoch ? `epochs ${first.epoch} to ${last.epoch}` : `epoch ${first.epoch}`;
}

function evidence(numbers) {
  const entries = Object.entries(numbers ?? {});
  return entries.length ? html`<dl class="evidence">${entries.map(([name, value]) => html`
    <div><dt>${format.words(name)}</dt><dd>${typeof value === 'number' ? format.short(value) : Array.isArray(value) ? value.map(each => typeof each === 'number' ? format.short(each) : each).join(', ') : String(value)}</dd></div>`)}</dl>` : nothing;
}
