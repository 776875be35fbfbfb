import { html, nothing } from 'lit';
import { icons } from './icons.js';

/** What the server refused, in its words, with the places. */
export const problemList = problem => problem ? html`
  <div class="notice tone-bad" role="alert">${icons.warning}<div class="notice-title">${problem.errors?.length ? 'The server refused this' : problem.message}</div>
    <div></div><ul class="problem-list">${(problem.errors ?? []).map(({ pointer, parameter, message }) => html`
      <li>${pointer ?? parameter ? html`<code>${pointer ?? parameter}</code> ` : nothing}${message}</li>`)}</ul></div>` : nothing;
