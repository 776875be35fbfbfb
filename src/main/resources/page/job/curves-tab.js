import { html, nothing } from 'lit';
import { get } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { isFinal } from '../core/jobs.js';
import '../charts/chart.js';
import { smooth } from '../charts/smoothing.js';
import { address } from '../core/api.js';
import { icons } from '../ui/icons.js';
import { failure, loading } from '../ui/parts.js';

const POINTS = 2000;
const CURVES = {
  loss: [['train', 'train_loss', 'series-1'], ['validation', 'validation_loss', 'series-2']],
  accuracy: [['train', 'train_accuracy', 'series-1'], ['validation', 'validation_accuracy', 'series-2']],
};

/** Loss and accuracy as they come, the learning rate below them. */
class CurvesTab extends Element {
  static properties = {
    job: { attribute: false }, tick: { attribute: false }, rows: { state: true }, error: { state: true },
    per: { state: true }, log: { state: true }, weight: { state: true },
  };

  constructor() {
    super();
    this.rows = null;
    this.per = 'epoch';
    this.log = false;
    this.weight = 0;
  }

  willUpdate(changed) {
    const other = changed.has('job') && changed.get('job')?.id !== this.job.id;
    if (other) this.rows = null;
    if (other || changed.has('tick') || changed.has('per')) this.#load();
    if (['rows', 'per', 'weight'].some(name => changed.has(name)) && this.rows) this.#draw();
  }

  async #load() {
    const asked = this.asked = `jobs/${this.job.id}/metrics${this.per === 'iteration' ? `?per=iteration&points=${POINTS}` : ''}`;
    try {
      const page = await get(asked);
      if (asked !== this.asked) return;
      this.rows = page.data;
      this.error = null;
    } catch (error) {
      if (error.status && asked === this.asked) this.error = error;
    }
  }

  /** The rows as columns: new arrays only when they have changed, so that charts keep still otherwise. */
  #draw() {
    this.x = this.rows.map(row => row[this.per]);
    this.columns = {
      loss: this.#curves(CURVES.loss),
      accuracy: this.#curves(CURVES.accuracy),
      rate: [{ label: 'learning rate', token: 'series-3', values: this.rows.map(row => row.learning_rate), points: false }],
      speed: [{ label: 'images/s', token: 'series-4', values: this.rows.map(row => row.images_per_second), points: false }],
    };
    const { best } = this.job;
    this.marks = best && this.per === 'epoch' ? [{ x: best.epoch, label: 'best' }] : [];
  }

  #curves(columns) {
    const many = this.per === 'iteration';
    return columns.flatMap(([label, name, token]) => {
      const values = this.rows.map(row => row[name] ?? null);
      if (values.every(value => value === null)) return [];
      const line = { label, token, values: smooth(values, this.weight), points: !many };
      return this.weight ? [{ label: `${label}, as measured`, token, values, faint: true, points: false }, line] : [line];
    });
  }

  render() {
    if (this.rows?.length === 0 && !this.error) return this.#nothingYet();
    return html`<section class="card">
      <div class="card-head curves-head"><h2 class="visually-hidden">Curves</h2>
        <div class="segments" role="group" aria-label="A point for each">
          ${['epoch', 'iteration'].map(per => html`<button type="button" aria-pressed=${this.per === per} @click=${() => { this.rows = null; this.per = per; }}>Per ${per}</button>`)}</div>
        <label class="check"><input type="checkbox" .checked=${this.log} @change=${event => { this.log = event.target.checked; }}> Logarithmic loss</label>
        <label class="check smoothing">Smoothing <input type="range" min="0" max="0.98" step="0.02" .value=${String(this.weight)}
          @input=${event => { this.weight = Number(event.target.value); }}><output class="number">${this.weight.toFixed(2)}</output></label>
        <a class="button small push" href=${address(`jobs/${this.job.id}/metrics?format=csv&per=${this.per}`)} download>${icons.download}CSV</a>
      </div>
      ${this.error ? failure(this.error) : this.#charts()}
    </section>`;
  }

  #charts() {
    if (!this.rows) return html`<div class="card-body chart-room">${loading('the curves')}</div>`;
    const chart = (name, label, formatter, more = {}) => this.columns[name].length ? html`<ty-chart class=${more.style ?? nothing} label=${label} sync="job" xLabel=${this.per} .x=${this.x}
      .curves=${this.columns[name]} .marks=${more.style ? [] : this.marks} .format=${formatter} .xFormat=${format.count} ?log=${more.log} .range=${more.range}></ty-chart>` : nothing;
    return html`<div class="card-body charts">
      ${chart('loss', 'Loss', format.short, { log: this.log })}
      ${chart('accuracy', 'Accuracy', value => format.percent(value, 1))}
      ${chart('rate', 'Learning rate', format.short, { style: 'flat' })}
      ${chart('speed', 'Speed', format.speed, { style: 'flat' })}
    </div>`;
  }

  #nothingYet() {
    if (this.per === 'iteration') return html`<section class="card empty"><h2>No steps kept</h2><p>This job has no metrics of single steps.</p>
      <button type="button" class="button" @click=${() => { this.rows = null; this.per = 'epoch'; }}>Show epochs</button></section>`;
    return isFinal(this.job)
      ? html`<section class="card empty"><h2>No curves</h2><p>It ended before its first epoch was over.</p></section>`
      : html`<section class="card empty"><h2>No curves yet</h2><p>The first point comes when this job has trained an epoch.</p></section>`;
  }
}

define('ty-curves-tab', CurvesTab);
