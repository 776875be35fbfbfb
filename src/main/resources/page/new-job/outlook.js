import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import '../charts/chart.js';
import { networkTable } from '../job/network-table.js';
import { networkPicture } from '../job/network-picture.js';
import { facts, skeleton } from '../ui/parts.js';
import { seconds } from './time-estimate.js';

/**
 * What the spec would come to: size, memory, time, learning rate, shapes.
 *
 * @param valid the last validation that was: while one types, it stays, and is faint
 */
export function outlook(validation, valid, datasets, speed) {
  if (!validation) return html`<section class="card card-body stack-s" aria-busy="true">${skeleton('100%', '3rem')}${skeleton('100%', '8rem')}${skeleton('100%', '20rem')}</section>`;
  if (!valid) {
    return html`<section class="card empty"><h2>Not a network yet</h2><p>When the spec is right, its shapes, its size and its learning rate stand here.</p></section>`;
  }
  const { layers, total_parameters: parameters, resolved_spec: spec } = valid;
  return html`<section class="card outlook ${validation.valid ? '' : 'stale'}" aria-label=${validation.valid ? 'What it comes to' : 'What it came to when it was last right'}>
    <div class="card-body">${facts(numbers(valid, datasets, speed))}</div>
    <div class="card-body outlook-chart">${learningRate(valid)}</div>
    <div class="card-body outlook-picture">${networkPicture(layers)}</div>
    ${networkTable(layers, parameters, spec)}
  </section>`;
}

function numbers(validation, datasets, speed) {
  const { resolved_spec: spec, total_parameters: parameters, total_flops: flops, estimated_memory_bytes: memory } = validation;
  const time = seconds(validation, datasets.find(({ id }) => id === spec.dataset.name), speed);
  return [
    ['Parameters', html`<span class="big">${format.count(parameters)}</span>`],
    ['Memory, at least', html`<span class="big">${format.bytes(memory)}</span>`],
    ['Time, about', html`<span class="big">${time ? format.duration(time) : '–'}</span>`, time ? `by ${format.many(speed.runs, 'earlier run')} here` : 'known after a first run here'],
    ['FLOPs an image', html`<span class="big">${format.compact(flops)}</span>`],
  ];
}

let shown = { key: '', x: [], curves: [] };

/** New arrays only for a new curve, so that the chart keeps still while one types elsewhere. */
function learningRate({ learning_rates: rates, learning_rates_complete: complete }) {
  const key = JSON.stringify(rates);
  if (key !== shown.key) {
    shown = { key, x: rates.map((_, index) => index + 1), curves: [{ label: 'learning rate', token: 'series-3', values: rates, points: rates.length <= 40 }] };
  }
  return html`<ty-chart label="Learning rate" xLabel="epoch" .x=${shown.x} .curves=${shown.curves} .format=${format.short}></ty-chart>
    ${complete ? nothing : html`<p class="hint">From here on it depends on how the run goes.</p>`}`;
}
