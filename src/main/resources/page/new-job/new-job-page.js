import { html } from 'lit';
import { get, getIfReady, postText } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { Live } from '../core/live.js';
import { go, to } from '../core/router.js';
import { specText } from '../core/spec-text.js';
import { icons } from '../ui/icons.js';
import { toast } from '../ui/toast.js';
import { EXAMPLES } from './examples.js';
import { outlook } from './outlook.js';
import './spec-editor.js';
import { measuredSpeed } from './time-estimate.js';
import { violationList } from './violation-list.js';

const TYPING_MILLIS = 250;
const DRAFT = 'trainyard.draft';

/** Where a job is written: the spec, what the server says to it, and what it would come to. */
class NewJobPage extends Element {
  static properties = {
    from: {}, validation: { state: true }, violations: { state: true }, presets: { state: true }, datasets: { state: true },
    speed: { state: true }, busy: { state: true }, checking: { state: true },
  };

  #live = new Live(this);

  constructor() {
    super();
    this.presets = [];
    this.datasets = [];
    this.violations = [];
    this.checking = true;
  }

  connectedCallback() {
    super.connectedCallback();
    document.title = 'New job · Trainyard';
    this.#loadChoices();
  }

  async firstUpdated() {
    this.editor = this.querySelector('ty-spec-editor');
    this.editor.text = await this.#start();
    this.#check();
  }

  async #start() {
    if (EXAMPLES[this.from]) return specText(EXAMPLES[this.from][1]);
    const job = this.from && await getIfReady(`jobs/${this.from}`).catch(() => null);
    if (job) return specText(job.spec);
    return sessionStorage.getItem(DRAFT) || specText(EXAMPLES.quickstart[1]);
  }

  /** After the server was gone: what was typed meanwhile has not been checked. */
  refresh() {
    if (!this.validation && this.editor) this.#check();
    if (!this.presets.length) this.#loadChoices();
  }

  async #loadChoices() {
    try {
      const [presets, datasets, speed] = await Promise.all([get('presets'), get('datasets'), measuredSpeed()]);
      this.presets = presets.data;
      this.datasets = datasets.data;
      this.speed = speed;
    } catch (error) {
      if (error.status) toast(error.message);
    }
  }

  #typed() {
    sessionStorage.setItem(DRAFT, this.editor.text);
    this.checking = true;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#check(), TYPING_MILLIS);
  }

  async #check() {
    const { text } = this.editor;
    try {
      const validation = await postText('jobs/validate', text);
      if (text !== this.editor.text) return;
      this.validation = validation;
      if (validation.valid) this.valid = validation;
      this.#judge([...validation.errors.map(error => ({ ...error, severity: 'error' })), ...validation.warnings.map(warning => ({ ...warning, severity: 'warning' }))]);
    } catch (error) {
      if (text !== this.editor.text || !error.status) return;
      this.validation = { valid: false };
      this.#judge([{ message: error.message, code: error.code, line: error.line, column: error.column, severity: 'error' }]);
    }
  }

  #judge(violations) {
    this.violations = violations;
    this.checking = false;
    this.editor.show(violations);
  }

  async #submit() {
    if (this.busy) return;
    this.busy = true;
    try {
      const job = await postText('jobs', this.editor.text, { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Date.now() + Math.random()) });
      sessionStorage.removeItem(DRAFT);
      go(to('jobs', job.id));
    } catch (error) {
      toast(error.message);
      this.#check();
    }
    this.busy = false;
  }

  #example(event) {
    const [, spec] = EXAMPLES[event.target.value] ?? [];
    if (spec) this.editor.text = specText(spec);
    event.target.value = '';
  }

  /** Lays a preset's name, or a data set's, into what is already written. */
  #change(event, change) {
    const { value } = event.target;
    event.target.value = '';
    try {
      this.editor.text = specText(change(JSON.parse(this.editor.text), value));
    } catch {
      toast('The text is no JSON yet: correct that first.');
    }
  }

  async #writeOut() {
    try {
      const spec = JSON.parse(this.editor.text);
      const { model } = await get(`presets/${spec.model.preset}?dataset=${spec.dataset.name}`);
      this.editor.text = specText({ ...spec, model });
    } catch (error) {
      toast(error.message);
    }
  }

  render() {
    const preset = this.validation?.valid && this.#preset();
    return html`<div class="page-head"><h1>New job</h1></div>
      <div class="new-job">
        <section class="card editor-card" aria-label="Spec">
          <div class="card-head">${this.#choice('Examples', Object.entries(EXAMPLES).map(([key, [name]]) => [key, name]), event => this.#example(event))}
            ${this.#choice('Network', this.presets.map(({ id }) => [id, id]), event => this.#change(event, (spec, name) => ({ ...spec, model: { preset: name } })))}
            ${this.#choice('Data set', this.datasets.map(({ id }) => [id, id]), event => this.#change(event, (spec, name) => ({ ...spec, dataset: { ...spec.dataset, name } })))}
            ${preset ? html`<button type="button" class="button small push" @click=${this.#writeOut}>Write out ${preset}</button>` : ''}
          </div>
          <ty-spec-editor @changed=${this.#typed} @submit=${this.#submit}></ty-spec-editor>
          ${violationList(this.violations, violation => this.editor.jump(violation))}
          <div class="submit-bar"><span class="small soft" role="status">${this.#verdict()}</span>
            <button type="button" class="button primary push" ?disabled=${this.busy || !this.validation?.valid} @click=${this.#submit}>${icons.play}Start the job</button></div>
        </section>
        ${outlook(this.validation, this.valid, this.datasets, this.speed)}
      </div>`;
  }

  #preset() {
    const { preset } = JSON.parse(this.editor.text).model ?? {};
    return preset;
  }

  #choice(name, options, onchange) {
    return html`<select class="select" aria-label="${name} to start from" @change=${onchange}><option value="">${name}…</option>${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>`;
  }

  #verdict() {
    if (this.checking) return 'Checking…';
    const errors = this.violations.filter(({ severity }) => severity === 'error').length;
    return errors ? `${errors} ${errors === 1 ? 'thing is' : 'things are'} to be corrected` : html`Ready · <kbd>Ctrl</kbd> <kbd>Enter</kbd> starts it`;
  }
}

define('ty-new-job-page', NewJobPage);
