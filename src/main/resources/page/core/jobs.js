import * as format from './format.js';

/** What the page knows about a job's document. */
export const FINAL = ['succeeded', 'failed', 'cancelled'];
export const STATUSES = ['queued', 'running', 'pausing', 'paused', 'cancelling', ...FINAL];
export const isFinal = job => FINAL.includes(job.status);
export const isActive = job => ['running', 'pausing', 'cancelling'].includes(job.status);
export const can = (job, action) => job.allowed_actions.includes(action);
export const title = job => job.name || job.id;

const TONES = {
  queued: 'idle', running: 'busy', pausing: 'held', paused: 'held', cancelling: 'idle',
  succeeded: 'good', failed: 'bad', cancelled: 'idle',
};

export const tone = status => `tone-${TONES[status] ?? 'idle'}`;

/** Accuracies are percentages, losses are not. */
export const metricValue = (metric, value) => metric?.endsWith('accuracy') ? format.percent(value) : format.loss(value);

/** `vgg11_bn`, or what the layers amount to. */
export function modelName(spec) {
  if (spec?.model?.preset) return spec.model.preset;
  const layers = spec?.model?.layers ?? [];
  const number = type => layers.filter(layer => layer.type === type).length;
  const parts = [
    [number('conv2d'), 'conv'], [number('residual'), 'residual'], [number('linear'), 'linear']];
  return parts.filter(([some]) => some).map(([some, name]) => `${some} ${name}`).join(', ') || 'no layers';
}

export const seconds = job => job.started_at
  ? (Date.parse(job.finished_at ?? new Date()) - Date.parse(job.started_at)) / 1000 : null;

export const curl = spec => `curl -H 'Content-Type: application/json' -d '${JSON.stringify(spec).replaceAll("'", "'\\''")}' `;
