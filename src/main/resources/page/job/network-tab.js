import { html } from 'lit';
import { getIfReady, post } from '../core/api.js';
import { define, Element } from '../core/element.js';
import * as format from '../core/format.js';
import { failure, loading, skeleton } from '../ui/parts.js';
import { networkPicture } from './network-picture.js';
import { networkTable } from './network-table.js';

/** The network: what each layer makes of its input, and what it costs. */
class NetworkTab extends Element {
  static properties = { job: { attribute: false }, summary: { state: true }, initial: { state: true }, error: { state: true } };

  willUpdate(changed) {
    if (changed.has('job') && changed.get('job')?.id !== this.job.id) this.#load();
  }

  async #load() {
    const { id, spec } = this.job;
    try {
      const [summary, initial] = await Promise.all([post('jobs/validate', spec), getIfReady(`jobs/${id}/layers`)]);
      if (id !== this.job.id) return;
      this.summary = summary;
      this.initial = new Map((initial?.data ?? []).map(layer => [layer.path, layer.parameters]));
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  render() {
    if (this.error) return html`<section class="card">${failure(this.error)}</section>`;
    if (!this.summary) return html`<section class="card card-body stack-s">${loading('the network')}${Array.from({ length: 8 }, () => skeleton())}</section>`;
    if (!this.summary.valid) {
      return html`<section class="card empty slim"><h2>This spec is of another time</h2><p>The server no longer accepts it, so its layers cannot be worked out.</p></section>`;
    }
    const { layers, total_parameters: parameters, total_flops: flops } = this.summary;
    return html`<section class="card">
      <div class="card-head"><h2>Network</h2><span class="soft small">${format.many(layers.length, 'layer')} · ${format.count(parameters)} parameters · ${format.compact(flops)} FLOPs an image</span></div>
      <div class="card-body">${networkPicture(layers)}</div>
      ${networkTable(layers, parameters, this.job.resolved_spec, this.initial)}
    </section>`;
  }
}

define('ty-network-tab', NetworkTab);
