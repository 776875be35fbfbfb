import { html, nothing } from 'lit';
import { tone } from '../core/jobs.js';
import * as format from '../core/format.js';
import { icons } from './icons.js';
import { style } from './style.js';

export const badge = status => html`
  <span class="badge ${tone(status)}">${icons[status] ?? icons.info}${format.words(status)}</span>`;

/** @param share 0 to 1 */
export const progressBar = (share, label, look = '') => html`
  <div class="progress ${look}" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${Math.round(100 * share)}><div ${style({ width: `${100 * share}%` })}></div></div>`;

export const labels = (entries, onclick) => Object.entries(entries ?? {}).map(([key, value]) => {
  const text = html`<span>${key}: ${value}</span>`;
  return onclick
    ? html`<button type="button" class="chip" title="Show jobs with ${key}: ${value}" @click=${() => onclick(key, value)}>${text}</button>`
    : html`<span class="chip">${text}</span>`;
});

export const time = moment => moment
  ? html`<time datetime=${moment} title=${format.fullDate(moment)}>${format.date(moment)}</time>` : html`<span class="soft">–</span>`;

export const notice = (tone, icon, title, body, more = nothing) => html`
  <div class="notice tone-${tone}" role=${tone === 'bad' ? 'alert' : 'note'}>${icon}
    <div class="notice-title">${title}</div>
    <div></div><div class="notice-body">${body}${more}</div>
  </div>`;

/** Why something could not be shown, in the place where it would have been. */
export const failure = error => error
  ? html`<div class="card-body">${notice('bad', icons.warning, 'This could not be shown', error.message)}</div>` : nothing;

export const skeleton = (width = '100%', height = '0.9rem') => html`
  <span class="skeleton" ${style({ width, height })} aria-hidden="true"></span>`;

export const loading = what => html`<span class="visually-hidden" role="status">Loading ${what}…</span>`;

export const facts = entries => html`
  <dl class="facts">${entries.filter(entry => entry && entry[1] !== null && entry[1] !== undefined).map(([name, value, hint]) => html`
    <div><dt>${name}</dt><dd>${value}${hint ? html` <span class="hint">${hint}</span>` : nothing}</dd></div>`)}</dl>`;
