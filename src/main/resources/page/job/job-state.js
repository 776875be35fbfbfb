import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import { isActive, isFinal, metricValue, modelName, seconds, tone } from '../core/jobs.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { facts, notice, progressBar } from '../ui/parts.js';
import { warningList } from './warnings.js';

const ADVICE = {
  user: 'The spec asks for something that cannot be done. Change it and start again.',
  numerical: 'The run diverged. A smaller learning rate, a warm-up or gradient clipping usually helps.',
  out_of_memory: 'A smaller batch, or a smaller network, needs less memory.',
  infrastructure: 'This was not the experiment’s fault. Resume or fork it to go on from the last checkpoint.',
};

/** How the job does, in one card; above it, what went wrong. */
export const jobState = job => html`
  ${job.error ? failed(job.error) : nothing}
  <section class="card job-state ${tone(job.status)}" aria-label="State">
    <div class="job-progress">
      <span class="strong">${headline(job)}</span><span class="soft">${pace(job)}</span>
      ${progressBar(job.progress.fraction, 'Progress', 'thick')}
    </div>
    ${facts(numbers(job))}
  </section>
  ${warningList(job.warnings)}`;

const failed = error => notice('bad', icons.failed, `${format.sentence(error.category)}: ${format.words(error.code)}`,
  html`<p>${error.message}</p>`, html`<p class="soft">${ADVICE[error.category] ?? ''}</p>`);

function headline(job) {
  const { epoch, epochs, iteration, iterations_per_epoch: steps } = job.progress;
  if (job.status === 'queued') return job.queue_position === 1 ? 'Runs next' : `Number ${job.queue_position ?? '–'} in the queue`;
  if (isFinal(job)) return `${epoch} of ${format.many(epochs, 'epoch')}${job.stop_reason ? `, stopped by ${STOPS[job.stop_reason] ?? format.words(job.stop_reason)}` : ''}`;
  return `Epoch ${Math.min(epoch + 1, epochs)} of ${epochs}${steps ? `, step ${format.count(iteration)} of ${format.count(steps)}` : ''}`;
}

const STOPS = {
  max_epochs: 'the last epoch', early_stopping: 'early stopping', max_runtime: 'its time limit', target_reached: 'reaching its target' };

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
      result ? `loss ${format.loss(result.test_loss)}` : 'judged at the end'],
    [best ? `Best ${format.words(best.metric)}` : 'Best so far', html`<span class="big">${best ? metricValue(best.metric, best.value) : '–'}</span>`,
      best ? `epoch ${best.epoch}` : ''],
    ['Network', modelName(job.resolved_spec), result ? `${format.compact(result.total_parameters)} parameters` : ''],
    ['Data set', html`<a href=${to('datasets', job.resolved_spec.dataset.name)}>${job.resolved_spec.dataset.name}</a>`],
    ['Device', job.device ?? '–', job.attempt > 1 ? `attempt ${job.attempt}` : ''],
    ['Seed', job.seed],
    result ? ['Training', format.duration(result.training_seconds)] : ['Priority', job.priority],
  ];
}
