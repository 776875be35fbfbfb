import { html, nothing } from 'lit';
import { get } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { Live } from '../core/live.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { facts, failure, loading, notice, skeleton } from '../ui/parts.js';
import './augmentation-card.js';
import { balanceCard } from './class-balance.js';
import './samples-card.js';
import { statisticsCard } from './statistics.js';

/** The data that a spec may name: what is in it, and what training sees of it. */
class DatasetsPage extends Element {
  static properties = { id: {}, datasets: { state: true }, statistics: { state: true }, problem: { state: true }, error: { state: true } };

  #live = new Live(this);

  constructor() {
    super();
    this.datasets = null;
    document.title = 'Data sets · Trainyard';
  }

  connectedCallback() {
    super.connectedCallback();
    this.refresh();
  }

  willUpdate(changed) {
    if (this.datasets && (changed.has('id') || changed.has('datasets'))) this.#loadStatistics();
  }

  /** The one that is shown: the chosen, or the first that is here. */
  get dataset() {
    return this.datasets.find(({ id }) => id === this.id) ?? this.datasets.find(({ available }) => available) ?? this.datasets[0];
  }

  async refresh() {
    try {
      this.datasets = (await get('datasets')).data;
      this.error = null;
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  async #loadStatistics() {
    const { id } = this.dataset;
    if (this.shown === id && this.statistics) return;
    this.shown = id;
    this.statistics = null;
    this.problem = null;
    try {
      const statistics = await get(`datasets/${id}/statistics`);
      if (this.shown === id) this.statistics = statistics;
    } catch (error) {
      if (this.shown === id && error.status) this.problem = error;
    }
  }

  render() {
    return html`<div class="page-head"><h1>Data sets</h1></div>
      ${this.error ? html`<section class="card">${failure(this.error)}</section>` : this.datasets ? this.#shown() : html`${loading('the data sets')}${skeleton('100%', '6rem')}`}`;
  }

  #shown() {
    const { dataset } = this;
    return html`<nav class="dataset-list" aria-label="Data sets">${this.datasets.map(each => choice(each, each === dataset))}</nav>
      <div class="stack">
        <section class="card card-body">${facts([
          ['Data set', html`<span class="big">${dataset.id}</span>`], ['Image', html`<span class="big">${format.shape(dataset.shape)}</span>`, 'channels, height, width'],
          ['Classes', html`<span class="big">${dataset.classes}</span>`], ['To train on', html`<span class="big">${format.count(dataset.train_examples)}</span>`],
          ['To test on', html`<span class="big">${format.count(dataset.test_examples)}</span>`]])}</section>
        ${this.problem ? notice('warn', icons.info, 'Its images are not here', this.problem.message) : nothing}
        ${this.problem ? nothing : html`
          <div class="dataset-columns">${statisticsCard(this.statistics)}${balanceCard(this.statistics)}</div>
          <ty-samples-card .dataset=${dataset}></ty-samples-card>
          <ty-augmentation-card .dataset=${dataset}></ty-augmentation-card>`}
      </div>`;
  }
}

const choice = ({ id, shape, classes, available }, current) => html`<a class="card dataset-choice" href=${to('datasets', id)} aria-current=${current ? 'page' : nothing}>
  <span class="strong">${id}</span><span class="soft small">${format.shape(shape)}, ${classes} classes</span>
  <span class="small ${available ? 'here' : 'soft'}">${available ? 'here' : 'not downloaded yet'}</span></a>`;

define('ty-datasets-page', DatasetsPage);
