import { html, nothing } from 'lit';
import { post } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { icons } from '../ui/icons.js';
import { failure } from '../ui/parts.js';
import { style } from '../ui/style.js';

const TOP_K = 5;

/** Drop an image, see what the best checkpoint takes it for. */
class PredictTab extends Element {
  static properties = {
    job: { attribute: false }, picture: { state: true }, prediction: { state: true }, error: { state: true }, busy: { state: true }, over: { state: true } };

  async #predict(file) {
    if (!file) return;
    if (this.picture) URL.revokeObjectURL(this.picture);
    this.picture = URL.createObjectURL(file);
    this.busy = true;
    this.error = null;
    try {
      this.prediction = await post(`jobs/${this.job.id}/predict?top_k=${TOP_K}`, file, { 'Content-Type': file.type });
    } catch (error) {
      this.prediction = null;
      this.error = error;
    }
    this.busy = false;
  }

  #drop(event) {
    event.preventDefault();
    this.over = false;
    this.#predict(event.dataTransfer.files[0]);
  }

  render() {
    if (!this.job.best && !this.job.progress.epoch) {
      return html`<section class="card empty"><h2>No model yet</h2><p>The first checkpoint comes with the end of the first epoch. From then on images can be tried here.</p></section>`;
    }
    return html`<section class="card predict">
      <label class="drop ${this.over ? 'over' : ''}" @dragover=${event => { event.preventDefault(); this.over = true; }} @dragleave=${() => { this.over = false; }} @drop=${event => this.#drop(event)}>
        <input class="visually-hidden" type="file" accept="image/png,image/jpeg,image/webp" @change=${event => this.#predict(event.target.files[0])}>
        ${this.picture ? html`<img src=${this.picture} alt="The image to be classified">` : icons.image}
        <span class="strong">${this.picture ? 'Try another' : 'Drop an image here'}</span><span class="soft small">or click to choose a PNG, JPEG or WebP file</span>
      </label>
      <div class="guesses" aria-live="polite">${this.error ? failure(this.error) : this.prediction ? this.#guesses() : html`<div class="empty slim"><p>${this.busy ? 'Looking…' : 'The five likeliest classes will stand here.'}</p></div>`}</div>
    </section>`;
  }

  #guesses() {
    const { predictions, image, checkpoint_id: checkpoint } = this.prediction;
    return html`<ol class="guess-list">${predictions.map(({ name, probability }, index) => html`<li>
      <span class="guess-name ${index ? '' : 'strong'}">${name}</span><span class="number ${index ? 'soft' : 'strong'}">${format.percent(probability)}</span>
      <span class="guess-bar"><span ${style({ width: `${100 * probability}%` })}></span></span></li>`)}</ol>
      <p class="soft small">${image ? `${image.width} × ${image.height} pixels${fits(image) ? '' : `, resized to ${image.resized_to.join(' × ')}`} · ` : nothing}checkpoint <span class="mono">${checkpoint}</span></p>`;
  }
}

/** `resized_to` has the height first. */
const fits = ({ width, height, resized_to: [rows, columns] }) => rows === height && columns === width;

define('ty-predict-tab', PredictTab);
