import { html, nothing } from 'lit';
import { address, get, getIfReady } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { isFinal, metricValue } from '../core/jobs.js';
import { icons } from '../ui/icons.js';
import { badge, failure } from '../ui/parts.js';

const LINES = 500;
const EVENTS = 200;
const FOLLOW_MILLIS = 2_000;

/** What happened, and what the trainer said; both follow while the job goes on. */
class LogTab extends Element {
  static properties = { job: { attribute: false }, tick: { attribute: false }, log: { state: true }, events: { state: true }, follow: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.follow = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => !isFinal(this.job) && !document.hidden && this.#load(), FOLLOW_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  willUpdate(changed) {
    if (changed.has('tick') || (changed.has('job') && changed.get('job')?.id !== this.job.id)) this.#load();
  }

  updated() {
    const pane = this.querySelector('.log');
    if (pane && this.follow) pane.scrollTop = pane.scrollHeight;
  }

  async #load() {
    const { id } = this.job;
    try {
      const [log, events] = await Promise.all([get(`jobs/${id}/logs?tail=${LINES}`), getIfReady(`jobs/${id}/events?limit=${EVENTS}`)]);
      if (id !== this.job.id) return;
      this.log = log;
      this.events = events?.data ?? null;
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  render() {
    if (this.error) return html`<section class="card">${failure(this.error)}</section>`;
    return html`<div class="log-columns ${this.events ? '' : 'single'}">
      <section class="card"><div class="card-head"><h2>Log</h2>
        <label class="check"><input type="checkbox" .checked=${this.follow} @change=${event => { this.follow = event.target.checked; }}> Follow</label>
        <a class="button small" href=${address(`jobs/${this.job.id}/logs`)} download="${this.job.id}.log">${icons.download}Whole log</a></div>
        <pre class="log" tabindex="0" aria-label="Training log">${this.log === undefined ? '' : this.log || 'Nothing yet.'}</pre></section>
      ${this.events ? html`<section class="card"><div class="card-head"><h2>Events</h2></div>
        ${this.events.length ? html`<ol class="events" tabindex="0" aria-label="Events, newest first">${[...this.events].reverse().map(eventRow)}</ol>` : html`<div class="empty slim"><p>None were kept of this job.</p></div>`}</section>` : nothing}
    </div>`;
  }
}

const eventRow = event => html`<li><time class="soft small" datetime=${event.at} title=${format.fullDate(event.at)}>${format.clock(event.at)}</time><div>${words(event)}</div></li>`;

function words({ type, data = {} }) {
  switch (type) {
    case 'status': return html`${badge(data.status)}${data.attempt > 1 ? html` <span class="soft small">attempt ${data.attempt}</span>` : nothing}${data.error ? html` <span class="small">${format.words(data.error.code)}</span>` : nothing}`;
    case 'epoch': return html`Epoch ${data.epoch}: loss ${format.loss(data.train_loss)}${data.validation_accuracy === null ? nothing : html`, validation ${metricValue('accuracy', data.validation_accuracy)}`}`;
    case 'checkpoint': return html`Checkpoint of epoch ${data.epoch}${data.best ? ', the best so far' : ''} <span class="soft small">${format.bytes(data.bytes)}</span>`;
    case 'warning': return html`<span class="badge tone-warn">${icons.warning}${format.words(data.code)}</span> <span class="soft small">${data.path ? `layer ${data.path}` : ''}</span>`;
    default: return format.sentence(type);
  }
}

define('ty-log-tab', LogTab);
