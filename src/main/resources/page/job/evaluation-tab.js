import { html, nothing } from 'lit';
import { getIfReady } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { isFinal } from '../core/jobs.js';
import { facts, failure, loading, skeleton } from '../ui/parts.js';
import { style } from '../ui/style.js';
import { calibrationCard } from './calibration.js';
import { confusionMatrix } from './confusion-matrix.js';
import { mistakesCard } from './mistakes.js';

/** How the chosen checkpoint did on the test set. */
class EvaluationTab extends Element {
  static properties = { job: { attribute: false }, evaluation: { state: true }, error: { state: true } };

  willUpdate(changed) {
    const before = changed.get('job');
    if (changed.has('job') && (before?.id !== this.job.id || before?.status !== this.job.status)) this.#load();
  }

  async #load() {
    const { id } = this.job;
    try {
      const evaluation = await getIfReady(`jobs/${id}/evaluation`);
      if (id === this.job.id) this.evaluation = evaluation;
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  render() {
    if (this.error) return html`<section class="card">${failure(this.error)}</section>`;
    if (this.evaluation === undefined) return html`<section class="card card-body stack-s">${loading('the evaluation')}${skeleton('100%', '18rem')}</section>`;
    if (this.evaluation === null) return this.#notYet();
    const { evaluation } = this;
    return html`<div class="stack">
      <section class="card card-body">${facts(headline(evaluation))}</section>
      <div class="evaluation-columns">
        <section class="card"><div class="card-head"><h2>Confusion matrix</h2><span class="soft small">images of the row’s class, taken for the column’s</span></div>${confusionMatrix(evaluation)}</section>
        <section class="card"><div class="card-head"><h2>Classes</h2></div>${classTable(evaluation)}</section>
      </div>
      ${mistakesCard(evaluation)}
      ${evaluation.calibration ? calibrationCard(evaluation.calibration) : nothing}
    </div>`;
  }

  #notYet() {
    return html`<section class="card empty"><h2>Not judged ${isFinal(this.job) ? '' : 'yet'}</h2>
      <p>${isFinal(this.job) ? 'This job ended without an evaluation.' : 'The test set is looked at once, at the end, with the checkpoint that did best on validation data.'}</p></section>`;
  }
}

const headline = evaluation => [
  ['Test accuracy', html`<span class="big">${format.percent(evaluation.accuracy)}</span>`, `of ${format.count(evaluation.examples)} images`],
  ['Test loss', html`<span class="big">${format.loss(evaluation.loss)}</span>`],
  evaluation.top_k && [`Top-${evaluation.top_k.k} accuracy`, html`<span class="big">${format.percent(evaluation.top_k.accuracy)}</span>`],
  ['Macro F1', html`<span class="big">${format.percent(evaluation.macro.f1)}</span>`],
  evaluation.calibration && ['Calibration error', html`<span class="big">${format.percent(evaluation.calibration.ece)}</span>`],
  ['Judged epoch', html`<span class="big">${evaluation.evaluated_epoch ?? '–'}</span>`],
];

const classTable = evaluation => html`<div class="scroll" tabindex="0" role="region" aria-label="Scores of each class"><table class="data-table">
  <thead><tr><th scope="col">Class</th><th scope="col">F1</th><th scope="col" class="number">Precision</th><th scope="col" class="number">Recall</th><th scope="col" class="number">Images</th></tr></thead>
  <tbody>${evaluation.classes.map(({ name, precision, recall, f1, support }) => html`<tr>
    <th scope="row">${name}</th><td class="share wide"><span class="share-bar" ${style({ '--part': f1 })}></span><span>${format.percent(f1, 1)}</span></td>
    <td class="number">${format.percent(precision, 1)}</td><td class="number">${format.percent(recall, 1)}</td><td class="number soft">${format.count(support)}</td></tr>`)}</tbody>
</table></div>`;

define('ty-evaluation-tab', EvaluationTab);
