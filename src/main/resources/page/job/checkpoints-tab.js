import { html, nothing } from 'lit';
import { address, get } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { can, metricValue } from '../core/jobs.js';
import { icons } from '../ui/icons.js';
import { failure, loading, skeleton, time } from '../ui/parts.js';
import { copy } from '../ui/toast.js';
import { forkJob } from './fork-dialog.js';

/** What is kept of the run, to download or to go on from. */
class CheckpointsTab extends Element {
  static properties = { job: { attribute: false }, tick: { attribute: false }, checkpoints: { state: true }, error: { state: true } };

  willUpdate(changed) {
    if (changed.has('tick') || (changed.has('job') && changed.get('job')?.id !== this.job.id)) this.#load();
  }

  async #load() {
    const { id } = this.job;
    try {
      const { data } = await get(`jobs/${id}/checkpoints`);
      if (id === this.job.id) this.checkpoints = data;
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  render() {
    if (this.error) return html`<section class="card">${failure(this.error)}</section>`;
    if (!this.checkpoints) return html`<section class="card card-body stack-s">${loading('the checkpoints')}${skeleton()}${skeleton()}${skeleton()}</section>`;
    if (!this.checkpoints.length) return html`<section class="card empty"><h2>No checkpoints yet</h2><p>The first comes with the end of the first epoch.</p></section>`;
    return html`<section class="card scroll" tabindex="0" role="region" aria-label="Checkpoints"><table class="data-table">
      <thead><tr><th scope="col">Checkpoint</th><th scope="col" class="number">Epoch</th><th scope="col" class="number">${format.sentence(this.job.resolved_spec.checkpoints?.metric ?? 'metric')}</th>
        <th scope="col" class="number">Size</th><th scope="col">SHA-256</th><th scope="col">Written</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${this.checkpoints.map(checkpoint => this.#row(checkpoint))}</tbody></table></section>`;
  }

  #row(checkpoint) {
    const { id, epoch, best, last, bytes, sha256 } = checkpoint;
    return html`<tr><th scope="row"><span class="mono">${id}</span> ${best ? html`<span class="chip">best</span>` : nothing} ${last ? html`<span class="chip">last</span>` : nothing}</th>
      <td class="number">${epoch}</td><td class="number">${metricValue(this.job.resolved_spec.checkpoints?.metric, checkpoint.metric_value)}</td><td class="number">${format.bytes(bytes)}</td>
      <td><button type="button" class="chip mono" title="Copy ${sha256}" @click=${() => copy(sha256, 'SHA-256')}>${sha256.slice(0, 10)}…${icons.copy}</button></td>
      <td class="soft">${time(checkpoint.created_at)}</td>
      <td><div class="row-end">${can(this.job, 'fork') ? html`<button type="button" class="button small" @click=${() => forkJob(this.job, () => {}, id)}>${icons.fork}Fork</button>` : nothing}
        <a class="button small" href=${address(`checkpoints/${id}/content`)} download aria-label="Download the checkpoint of epoch ${epoch}">${icons.download}Download</a></div></td></tr>`;
  }
}

define('ty-checkpoints-tab', CheckpointsTab);
