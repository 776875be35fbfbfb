import { html, nothing } from 'lit';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { icons } from '../ui/icons.js';
import { jobRow, skeletonRow } from './job-row.js';

const COLUMNS = [
  ['cell-name', 'Job', 'name'],
  ['cell-state', 'State', 'status'],
  ['cell-spark', 'Validation accuracy', null],
  ['cell-best number', 'Best', 'best_value'],
  ['cell-test number', 'Test', 'test_accuracy'],
  ['cell-speed number', 'Images/s', null],
  ['cell-time number', 'Time', null],
  ['cell-device', 'Device', null],
  ['cell-created number', 'Created', 'created_at'],
];
const SKELETONS = 8;

/**
 * The jobs as a table. `actions`: select(id, on), selectAll(on), label(key, value), sort(key).
 *
 * @param jobs null while they are fetched
 */
export function jobTable(jobs, selection, sort, actions) {
  const all = jobs?.length > 0 && jobs.every(job => selection.has(job.id));
  return html`<table class="job-table" role="table" aria-label="Jobs" aria-busy=${jobs === null} @keydown=${keys}>
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" class="cell-select"><input type="checkbox" aria-label="Select all on this page" .checked=${all}
        .indeterminate=${!all && selection.size > 0} ?disabled=${!jobs?.length} @change=${event => actions.selectAll(event.target.checked)}></th>
      ${COLUMNS.map(column => header(column, sort, actions))}
    </tr></thead>
    <tbody role="rowgroup">${jobs === null
      ? Array.from({ length: SKELETONS }, (_, index) => skeletonRow(index))
      : repeat(jobs, job => job.id, job => guard([job, selection.has(job.id), minute()], () => jobRow(job, selection.has(job.id), actions)))}
    </tbody></table>`;
}

/** Times left go by also where nothing else changes. */
const minute = () => Math.floor(Date.now() / 5_000);

function header([style, text, key], sort, actions) {
  if (!key) return html`<th role="columnheader" scope="col" class=${style}>${text}</th>`;
  const descending = sort === `-${key}`;
  const sorted = descending ? 'descending' : sort === key ? 'ascending' : nothing;
  return html`<th role="columnheader" scope="col" class=${style} aria-sort=${sorted}>
    <button type="button" class="sort" @click=${() => actions.sort(descending ? key : `-${key}`)}>${text}
      ${sorted === nothing ? nothing : descending ? icons.down : icons.up}</button></th>`;
}

/** Arrows (or j and k) go from job to job, the space bar selects; Enter opens, as it does for every link. */
function keys(event) {
  const row = event.target.closest('tbody tr');
  if (!row || event.target.matches('button') || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...row.parentElement.children];
  const index = rows.indexOf(row);
  const target = { ArrowDown: index + 1, j: index + 1, ArrowUp: index - 1, k: index - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (target !== undefined) {
    rows[target]?.querySelector('.job-link').focus();
    event.preventDefault();
  } else if (event.key === ' ' && event.target.matches('.job-link')) {
    row.querySelector('input').click();
    event.preventDefault();
  }
}
