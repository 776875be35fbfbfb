import { html, nothing } from 'lit';
import uPlot from 'uplot';
import { get } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { title } from '../core/jobs.js';
import { Live } from '../core/live.js';
import '../charts/chart.js';
import { smooth } from '../charts/smoothing.js';
import { icons } from '../ui/icons.js';
import { failure, loading } from '../ui/parts.js';
import { comparisonTable } from './comparison-table.js';

const METRICS = {
  validation_accuracy: ['Validation accuracy', value => format.percent(value, 1)], validation_loss: ['Validation loss', format.short],
  train_accuracy: ['Training accuracy', value => format.percent(value, 1)], train_loss: ['Training loss', format.short],
};
const REFRESH_MILLIS = 1_000;

/** The curves of some jobs over each other, and what differs between their specs. */
class ComparePage extends Element {
  static properties = { ids: {}, runs: { state: true }, error: { state: true }, per: { state: true }, log: { state: true }, weight: { state: true } };

  #live = new Live(this);

  constructor() {
    super();
    this.per = 'epoch';
    this.weight = 0;
    document.title = 'Compare · Trainyard';
  }

  willUpdate(changed) {
    if (changed.has('ids') || changed.has('per')) this.refresh();
    if (['runs', 'per', 'weight'].some(name => changed.has(name)) && this.runs) this.#join();
  }

  get chosen() {
    return this.ids.split(',').filter(Boolean);
  }

  async refresh() {
    const suffix = this.per === 'iteration' ? '?per=iteration&points=2000' : '';
    const asked = this.asked = this.ids + suffix;
    try {
      const runs = await Promise.all(this.chosen.map(async id => {
        const [job, metrics] = await Promise.all([get(`jobs/${id}`), get(`jobs/${id}/metrics${suffix}`)]);
        return { job, rows: metrics.data };
      }));
      if (asked !== this.asked) return;
      this.error = null;
      if (!this.runs || runs.some((run, index) => run.rows !== this.runs[index]?.rows || run.job !== this.runs[index]?.job)) this.runs = runs;
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  event(event) {
    if (!this.chosen.includes(event.job_id) || ['progress', 'iteration'].includes(event.type)) return;
    this.soon ??= setTimeout(() => {
      this.soon = null;
      if (this.isConnected) this.refresh();
    }, REFRESH_MILLIS);
  }

  /** Runs of different lengths on one x axis. */
  #join() {
    const runs = this.runs.filter(({ rows }) => rows.length && rows[0][this.per] !== undefined);
    this.plots = Object.entries(METRICS).map(([metric, [label, formatter]]) => {
      const tables = runs.map(({ rows }) => [rows.map(row => row[this.per]), smooth(rows.map(row => row[metric] ?? null), this.weight)]);
      const [x = [], ...columns] = tables.length > 1 ? uPlot.join(tables) : tables[0] ?? [];
      const curves = columns.map((values, index) => ({
        label: title(runs[index].job), token: this.#token(runs[index].job), values, points: this.per === 'epoch' }));
      return { metric, label, formatter, x, curves: curves.filter(curve => curve.values.some(value => value !== null && value !== undefined)) };
    });
  }

  #token(job) {
    return `series-${this.runs.findIndex(run => run.job.id === job.id) + 1}`;
  }

  render() {
    if (!this.chosen.length) return html`<div class="card empty"><h1>Nothing to compare</h1><p>Select some jobs in the list first.</p><a class="button" href="#/">All jobs</a></div>`;
    return html`<div class="page-head"><a class="button quiet icon" href="#/" aria-label="All jobs">${icons.left}</a><h1>Compare ${format.many(this.chosen.length, 'job')}</h1></div>
      ${this.error ? html`<section class="card">${failure(this.error)}</section>` : html`
      <section class="card"><div class="card-head">
        <div class="segments" role="group" aria-label="A point for each">${['epoch', 'iteration'].map(per => html`
          <button type="button" aria-pressed=${this.per === per} @click=${() => { this.per = per; }}>Per ${per}</button>`)}</div>
        <label class="check"><input type="checkbox" @change=${event => { this.log = event.target.checked; }}> Logarithmic loss</label>
        <label class="check smoothing">Smoothing <input type="range" min="0" max="0.98" step="0.02" .value=${String(this.weight)}
          @input=${event => { this.weight = Number(event.target.value); }}><output class="number">${this.weight.toFixed(2)}</output></label></div>
        ${this.plots ? html`<div class="card-body charts compare-charts">${this.plots.map(plot => this.#chart(plot))}</div>` : html`<div class="card-body chart-room">${loading('the curves')}</div>`}
      </section>
      ${this.runs ? comparisonTable(this.runs, job => this.#token(job)) : nothing}`}`;
  }

  #chart({ metric, label, formatter, x, curves }) {
    return html`<ty-chart label=${label} sync="compare" xLabel=${this.per} .x=${x} .curves=${curves} .format=${formatter} .xFormat=${format.count}
      ?log=${this.log && metric.endsWith('loss')}></ty-chart>`;
  }
}

define('ty-compare-page', ComparePage);
