import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import { isActive, isFinal, metricValue, modelName, seconds, tone } from '../core/jobs.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { facts, notice, progressBar } from '../ui/parts.js';
import { warningList } from './warnings.js';

/** How the job does, in one card; above it, what went wrong. */
export const jobState = job => html`
  ${job.error ? failed(job) : nothing}
  <section class="card job-state ${tone(job.status)}" aria-label="State">
    <div class="job-progress">
      <span class="strong">${headline(job)}</span><span class="soft">${pace(job)}</span>
      ${progressBar(job.progress.fraction, 'Progress', 'thick')}
    </div>
    ${facts(numbers(job))}
  </section>
  ${warningList(job.warnings)}`;

const failed = ({ id, error }) => notice('bad', icons.failed, `${format.sentence(error.category)}: ${format.words(error.code)}`,
  html`<p>${error.message}</p>`,
  html`<p class="notice-links"><a href="${to('new')}?from=${id}">Change the spec and start again</a><a href=${to('jobs', id, 'log')}>See the log</a></p>`);

function headline(job) {
  const { epoch, epochs, iteration, iterations_per_epoch: steps } = job.progress;
  if (job.status === 'queued') return job.queue_position === 1 ? 'Runs next' : `Number ${job.queue_position ?? '–'} in the queue`;
  if (isFinal(job) || job.status === 'paused') return `${epoch} of ${format.many(epochs, 'epoch')}${STOPS[job.stop_reason] ?? ''}`;
  return `Epoch ${Math.min(epoch + 1, epochs)} of ${epochs}${steps ? `, step ${format.count(iteration)} of ${format.count(steps)}` : ''}`;
}

const STOPS = { early_stopping: ', stopped early', max_runtime: ', stopped at its time limit', target_reached: ', target reached' };

function pace(job) {
  const { images_per_second: speed, estimated_finish: finish } = job.progress;
  if (isFinal(job)) return job.started_at ? `took ${format.duration(seconds(job))}` : '';
  if (!isActive(job)) return '';
  return [speed ? `${format.speed(speed)} images/s` : 'starting', finish ? `about ${format.until(finish)} left` : null].filter(Boolean).join(' · ');
}

function numbers(job) {
  const { best, result } = job;
  return [
    ['Test accuracy', result ? html`<span class="big">${format.percent(result.test_accuracy)}</span>` : html`<span class="big soft">–</span>`,
      result ? `loss ${format.loss(result.test_loss)}` : isFinal(job) ? 'not judged' : 'judged at the end'],
    [best ? `Best ${format.words(best.metric)}` : 'Best', html`<span class="big">${best ? metricValue(best.metric, best.value) : '–'}</span>`,
      best ? `epoch ${best.epoch}` : ''],
    ['Network', modelName(job.spec), result ? `${format.compact(result.total_parameters)} parameters` : ''],
    ['Data set', html`<a href=${to('datasets', job.resolved_spec.dataset.name)}>${job.resolved_spec.dataset.name}</a>`],
    ['Device', job.device ?? '–', job.attempt > 1 ? `attempt ${job.attempt}` : ''],
    ['Seed', job.seed],
    result ? ['Training', format.duration(result.training_seconds)] : ['Priority', job.priority],
  ];
}
