import { html } from 'lit';
import { icons } from '../ui/icons.js';
import { GROUPS } from './list-query.js';

const SORTS = [
  ['-created_at', 'Newest first'], ['created_at', 'Oldest first'], ['name', 'Name'], ['status', 'State'],
  ['-best_value', 'Best validation'], ['-test_accuracy', 'Best test'],
];

/** Search, states, labels and order. `change` gets what is different. */
export const filterBar = (filters, change) => html`
  <div class="filter-bar" role="search">
    <label class="search"><span class="visually-hidden">Search jobs by name, label or id</span>${icons.search}
      <input class="field" type="search" name="q" placeholder="Search  /" autocomplete="off" .value=${filters.text}
        @input=${event => change({ text: event.target.value.trim() })}></label>
    <div class="segments" role="group" aria-label="States">${GROUPS.map(([group, text]) => html`
      <button type="button" aria-pressed=${filters.group === group} @click=${() => change({ group })}>${text}</button>`)}</div>
    ${filters.labels.map(label => html`
      <button type="button" class="chip" aria-label="No longer filter by ${label}" @click=${() => change({ labels: filters.labels.filter(other => other !== label) })}>
        <span>${label.replace(':', ': ')}</span>${icons.close}</button>`)}
    <label class="sort-choice"><span class="visually-hidden">Order</span>
      <select class="select" @change=${event => change({ sort: event.target.value })}>${SORTS.map(([value, text]) => html`
        <option value=${value} ?selected=${filters.sort === value}>${text}</option>`)}</select></label>
  </div>`;
