import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import { isActive, isFinal, metricValue, modelName, seconds, title, tone } from '../core/jobs.js';
import { to } from '../core/router.js';
import { badge, labels, progressBar, skeleton, time } from '../ui/parts.js';
import { sparkline } from './sparkline.js';

/** One job of the table. `actions` has select(id, on) and label(key, value). */
export const jobRow = (job, selected, actions) => html`
  <tr role="row" class=${selected ? 'selected' : ''} data-id=${job.id}>
    <td role="cell" class="cell-select"><input type="checkbox" .checked=${selected} aria-label="Select ${title(job)}"
      @change=${event => actions.select(job.id, event.target.checked)}></td>
    <th role="rowheader" scope="row" class="cell-name">
      <a class="job-link" href=${to('jobs', job.id)}>${title(job)}</a>
      <div class="job-sub"><span class="clip">${job.spec?.dataset?.name ?? ''} · ${modelName(job.spec)}</span>${labels(job.labels, actions.label)}</div>
    </th>
    <td role="cell" class="cell-state">${state(job)}</td>
    <td role="cell" class="cell-spark">${sparkline(job.sparkline)}</td>
    <td role="cell" class="cell-best number" data-name="Best">${best(job)}</td>
    <td role="cell" class="cell-test number" data-name="Test">${job.result ? html`<span class="strong">${format.percent(job.result.test_accuracy)}</span>` : dash}</td>
    <td role="cell" class="cell-speed number" data-name="Images/s">${job.progress?.images_per_second ? format.speed(job.progress.images_per_second) : dash}</td>
    <td role="cell" class="cell-time number" data-name=${isFinal(job) ? 'Took' : 'Left'}>${remaining(job)}</td>
    <td role="cell" class="cell-device">${job.device ?? dash}</td>
    <td role="cell" class="cell-created number soft">${time(job.created_at)}</td>
  </tr>`;

const dash = html`<span class="faint" aria-label="none">–</span>`;

function state(job) {
  const { epoch, epochs, fraction } = job.progress;
  const running = isActive(job) || job.status === 'paused';
  return html`${badge(job.status)}<div class="state-more ${tone(job.status)}">${running
    ? html`${progressBar(fraction, `Progress of ${title(job)}`)}<span>${epoch}/${epochs}</span>`
    : html`<span class="clip" title=${job.error?.message ?? nothing}>${aside(job)}</span>`}</div>`;
}

function aside(job) {
  if (job.queue_position) return job.queue_position === 1 ? 'runs next' : `${job.queue_position} in the queue`;
  if (job.error) return format.words(job.error.code);
  const { epoch, epochs } = job.progress;
  return `${epoch} of ${format.many(epochs, 'epoch')}`;
}

function best(job) {
  if (!job.best) return dash;
  return html`${metricValue(job.best.metric, job.best.value)}<span class="under">epoch ${job.best.epoch}</span>`;
}

function remaining(job) {
  if (isFinal(job)) return job.started_at ? html`${format.duration(seconds(job))}` : dash;
  return isActive(job) && job.progress.estimated_finish
    ? html`${format.until(job.progress.estimated_finish)}<span class="under">left</span>` : dash;
}

/** What stands in for rows while they are fetched: as high as they are. */
export const skeletonRow = index => html`
  <tr role="row" class="skeleton-row"><td role="cell" class="cell-select"></td>
    <td role="cell" class="cell-name">${skeleton(`${9 + index % 4 * 2}rem`)}<div class="job-sub">${skeleton('7rem', '0.7rem')}</div></td>
    <td role="cell" class="cell-state">${skeleton('6rem', '1.25rem')}</td><td role="cell" class="cell-spark">${skeleton('7rem', '1.25rem')}</td>
    <td role="cell" class="cell-best"></td><td role="cell" class="cell-test"></td><td role="cell" class="cell-speed"></td>
    <td role="cell" class="cell-time"></td><td role="cell" class="cell-device"></td><td role="cell" class="cell-created"></td></tr>`;
