import { get, getIfReady, post } from './api.js';
import { chart } from './chart.js';
import { element } from './dom.js';

const API = 'api/v1';
const POLL_MILLIS = 2000;
const ENDED = ['succeeded', 'failed', 'cancelled'];
const main = document.getElementById('main');
const server = document.getElementById('server');
const opened = new Set();
let drawn = '';

async function refresh() {
  try {
    const id = location.hash.slice(1);
    const [page, queue, devices] = await Promise.all([
      id ? job(id) : list(), get(`${API}/queue`), get(`${API}/devices`)]);
    if (id === location.hash.slice(1)) draw(page);
    const busy = devices.data.filter(device => device.job_id).length;
    server.textContent = `${count(devices.data.length, 'device')}, ${busy} busy · ${queue.data.length} queued`;
  } catch (error) {
    server.textContent = error.status ? error.message : 'The server does not answer; trying again…';
  }
}

/** Redraws only what has changed, so that selections and scroll positions live on. */
function draw({ state, build }) {
  const now = location.hash + JSON.stringify(state);
  if (now === drawn) return;
  drawn = now;
  main.replaceChildren(...build());
}

async function list() {
  const jobs = await get(`${API}/jobs?limit=50`);
  const build = () => jobs.data.length ? jobs.data.map(card) : [element('p', { class: 'card' },
    'No jobs yet. Post a spec: ',
    element('code', {}, "curl -H 'Content-Type: application/json' -d @docs/examples/quickstart.json "
      + `${location.origin}/api/v1/jobs`))];
  return { state: jobs, build };
}

function card(job) {
  return element('a', { class: `card job ${job.status}`, href: `#${job.id}` },
    element('span', { class: 'name' }, job.name ?? job.id), badge(job),
    element('span', { class: 'soft' }, progressText(job)),
    element('span', { class: 'soft' }, scoreText(job)),
    bar(job));
}

function badge(job) {
  return element('span', { class: `badge ${job.status}` }, job.status);
}

function bar(job) {
  return element('progress', { max: 1, value: job.progress.fraction, 'aria-label': 'progress' });
}

function progressText(job) {
  const { epoch, epochs, images_per_second: speed, estimated_finish: finish } = job.progress;
  const parts = [`epoch ${epoch} of ${epochs}`];
  if (job.queue_position) parts.push(`number ${job.queue_position} in the queue`);
  if (!ENDED.includes(job.status) && speed) parts.push(`${speed.toFixed(0)} images/s`);
  if (!ENDED.includes(job.status) && finish) parts.push(`until ${new Date(finish).toLocaleTimeString()}`);
  if (job.error) parts.push(job.error.code);
  return parts.join(' · ');
}

function scoreText(job) {
  if (job.result) return `test ${percent(job.result.test_accuracy)}`;
  if (!job.best) return '';
  return job.best.metric === 'validation_accuracy'
    ? `validation ${percent(job.best.value)}` : `validation loss ${job.best.value.toFixed(4)}`;
}

const percent = share => `${(100 * share).toFixed(2)} %`;
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

async function job(id) {
  const path = `${API}/jobs/${id}`;
  const job = await get(path);
  const [metrics, checkpoints, log, evaluation] = await Promise.all([
    get(`${path}/metrics`), get(`${path}/checkpoints`), get(`${path}/logs?tail=200`),
    job.result ? getIfReady(`${path}/evaluation`) : null]);
  const build = () => [
    element('section', { class: `card ${job.status}` }, heading(job), bar(job), facts(job)),
    job.error && failure(job.error),
    element('div', { class: 'charts' },
      chart('Loss', metrics.data, 'train_loss', 'validation_loss', job.progress.epochs, 4),
      chart('Accuracy', metrics.data, 'train_accuracy', 'validation_accuracy', job.progress.epochs, 4)),
    actions(job, path, metrics.data, checkpoints.data),
    evaluation && confusion(evaluation),
    fold('Log', log || 'Nothing yet.'),
    fold('Spec, as sent', JSON.stringify(job.spec, null, 2)),
    fold('Spec, with every default', JSON.stringify(job.resolved_spec, null, 2)),
  ].filter(Boolean);
  return { state: [job, metrics, checkpoints, log, evaluation], build };
}

function heading(job) {
  return element('div', { class: 'head' }, element('h2', {}, job.name ?? job.id), badge(job),
    element('span', { class: 'soft' }, progressText(job)));
}

function facts(job) {
  const rows = {
    'Job': job.id,
    'Device': job.device,
    'Attempt': job.attempt > 1 ? job.attempt : null,
    'Best epoch': job.best && `${job.best.epoch} (${scoreText({ best: job.best })})`,
    'Test accuracy': job.result && percent(job.result.test_accuracy),
    'Test loss': job.result?.test_loss.toFixed(4),
    'Parameters': job.result?.total_parameters.toLocaleString(),
    'Training time': job.result && `${job.result.training_seconds.toFixed(1)} s`,
    'Stopped by': job.stop_reason?.replaceAll('_', ' '),
    'Created': new Date(job.created_at).toLocaleString(),
  };
  return element('dl', { class: 'facts' }, ...Object.entries(rows).filter(([, value]) => value).map(
    ([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, String(value)))));
}

function failure(error) {
  return element('section', { class: 'card error' },
    element('h3', {}, `${error.category.replaceAll('_', ' ')}: ${error.code}`), element('p', {}, error.message));
}

function actions(job, path, metrics, checkpoints) {
  const link = (text, href) => element('a', { href, download: '' }, text);
  const best = checkpoints.find(checkpoint => checkpoint.best);
  const last = checkpoints.find(checkpoint => checkpoint.last);
  const items = [
    best && link(`Best model (epoch ${best.epoch}, ${megabytes(best)})`, `${path}/model?checkpoint=best`),
    last && link(`Last model (epoch ${last.epoch}, ${megabytes(last)})`, `${path}/model?checkpoint=last`),
    metrics.length > 0 && link('Metrics as CSV', `${path}/metrics?format=csv`),
    job.allowed_actions.includes('cancel') && element('button', { type: 'button', onclick: () => cancel(path) }, 'Cancel'),
  ].filter(Boolean);
  return items.length ? element('section', { class: 'card actions' }, ...items) : null;
}

const megabytes = checkpoint => `${(checkpoint.bytes / 1e6).toFixed(1)} MB`;

async function cancel(path) {
  if (!confirm('Cancel this job? Its checkpoints stay.')) return;
  try {
    await post(`${path}/cancel`);
  } catch (error) {
    alert(error.message);
  }
  refresh();
}

function confusion(evaluation) {
  const { class_names: names, confusion_matrix: matrix, classes } = evaluation;
  const header = element('tr', {}, element('th', {}, 'true ↓ predicted →'), ...names.map(name => element('th', {}, name)),
    element('th', {}, 'recall'));
  const rows = matrix.map((row, truth) => element('tr', {}, element('th', {}, names[truth]),
    ...row.map((examples, predicted) => cell(examples, classes[truth].support, truth === predicted)),
    element('td', {}, percent(classes[truth].recall))));
  return element('section', { class: 'card' },
    element('h3', {}, `Test set: ${percent(evaluation.accuracy)} of ${evaluation.examples} images`),
    element('div', { class: 'scroll' }, element('table', {}, header, ...rows)));
}

function cell(examples, support, right) {
  const node = element('td', {}, examples ? String(examples) : '·');
  const share = support ? Math.round(70 * examples / support) : 0;
  node.style.background = `color-mix(in srgb, var(--${right ? 'good' : 'bad'}) ${share}%, transparent)`;
  return node;
}

function fold(title, text) {
  const details = element('details', { class: 'card', ontoggle: event =>
    event.target.open ? opened.add(title) : opened.delete(title) },
  element('summary', {}, title), element('pre', {}, text));
  details.open = opened.has(title);
  return details;
}

addEventListener('hashchange', refresh);
await refresh();
setInterval(() => document.hidden || refresh(), POLL_MILLIS);
