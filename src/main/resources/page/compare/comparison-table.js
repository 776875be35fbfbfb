import { html } from 'lit';
import * as format from '../core/format.js';
import { metricValue, title } from '../core/jobs.js';
import { to } from '../core/router.js';
import { badge } from '../ui/parts.js';
import { style } from '../ui/style.js';

/** A column for each job: how it did, and where their specs differ. */
export function comparisonTable(runs, token) {
  const jobs = runs.map(({ job }) => job);
  const row = (name, value) => html`<tr><th scope="row">${name}</th>${jobs.map(job => html`<td>${value(job)}</td>`)}</tr>`;
  const differences = differing(jobs);
  return html`<section class="card compare-table"><div class="card-head"><h2>Results and differences</h2></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Results and differences"><table class="data-table">
      <thead><tr><td></td>${jobs.map(job => html`<th scope="col"><span class="legend-line" ${style({ color: `var(--${token(job)})`, display: 'inline-block', 'vertical-align': 'middle' })}></span>
        <a href=${to('jobs', job.id)}>${title(job)}</a></th>`)}</tr></thead>
      <tbody>${row('State', job => badge(job.status))}
        ${row('Test accuracy', job => html`<span class="strong">${format.percent(job.result?.test_accuracy)}</span>`)}
        ${row('Best', job => job.best ? `${metricValue(job.best.metric, job.best.value)}, epoch ${job.best.epoch}` : '–')}
        ${row('Training', job => format.duration(job.result?.training_seconds))}
        ${differences.map(pointer => row(html`<code>${pointer}</code>`, job => html`<span class="mono">${written(at(job.resolved_spec, pointer))}</span>`))}</tbody>
    </table></div></section>`;
}

/** Pointers to what is not the same in all resolved specs; as deep as objects go. */
function differing(jobs) {
  const found = [];
  const walk = (nodes, pointer) => {
    const texts = new Set(nodes.map(node => JSON.stringify(node)));
    if (texts.size === 1) return;
    const objects = nodes.every(node => node && typeof node === 'object' && !Array.isArray(node));
    if (!objects) {
      found.push(pointer);
      return;
    }
    new Set(nodes.flatMap(Object.keys)).forEach(key => walk(nodes.map(node => node[key]), `${pointer}/${key}`));
  };
  if (jobs.length > 1) walk(jobs.map(({ resolved_spec: spec }) => spec), '');
  return found.filter(pointer => pointer !== '/name' && pointer !== '/notes');
}

const at = (spec, pointer) => pointer.split('/').slice(1).reduce((node, key) => node?.[key], spec);

function written(value) {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.length > 4 ? `${value.length} entries` : value.map(item => item?.type ?? JSON.stringify(item)).join(', ') || 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
