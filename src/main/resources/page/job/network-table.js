import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import { style } from '../ui/style.js';

/** @param initial parameter tensors by layer path, or undefined where they are not known */
export function networkTable(layers, total, spec, initial) {
  const most = Math.max(1, ...layers.map(layer => layer.parameters));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Layers"><table class="data-table network-table">
    <thead><tr><th scope="col" class="number">#</th><th scope="col">Layer</th><th scope="col">Output</th><th scope="col" class="number">Parameters</th><th scope="col">Share</th>
      <th scope="col" class="number">FLOPs</th>${initial?.size ? html`<th scope="col">Started as</th>` : nothing}</tr></thead>
    <tbody>${layers.map(layer => row(layer, total, most, spec, initial))}</tbody>
    <tfoot><tr><th scope="row" colspan="3">Together</th><td class="number strong">${format.count(total)}</td><td></td>
      <td class="number strong">${format.compact(layers.reduce((sum, layer) => sum + layer.flops, 0))}</td>${initial?.size ? html`<td></td>` : nothing}</tr></tfoot>
  </table></div>`;
}

function row(layer, total, most, spec, initial) {
  const share = total ? layer.parameters / total : 0;
  const depth = layer.path.split('.').length - 1;
  return html`<tr class=${layer.parameters ? '' : 'without-parameters'}>
    <td class="number soft">${layer.path}</td>
    <th scope="row"><span ${style({ 'padding-left': `${depth * 0.5}rem` })}>${layer.type}</span> <span class="soft settings">${settings(at(spec, layer.path))}</span></th>
    <td class="nowrap">${format.shape(layer.output_shape)}</td>
    <td class="number">${layer.parameters ? format.count(layer.parameters) : html`<span class="soft">0</span>`}</td>
    <td class="share">${share ? html`<span class="share-bar" ${style({ '--part': layer.parameters / most })}></span><span>${format.percent(share, 1)}</span>` : nothing}</td>
    <td class="number soft">${layer.flops ? format.compact(layer.flops) : '0'}</td>
    ${initial?.size ? html`<td class="small soft">${(initial.get(layer.path) ?? []).map(start)}</td>` : nothing}
  </tr>`;
}

const start = ({ name, init, initial_mean: mean, initial_std: std }) => html`<div class="nowrap">
  ${name}: ${init.type} <span title="mean and standard deviation of what was drawn">${format.short(mean)} ± ${format.short(std)}</span></div>`;

/** The layer's own entry in the spec: `4.layers.0` is the first layer of the block at 4. */
function at(spec, path) {
  return path.split('.').reduce((node, key) => node?.[key], spec.model?.layers ?? []);
}

const SHORT = { out_channels: '', out_features: '', kernel_size: 'kernel', negative_slope: 'slope' };

function settings(layer) {
  if (!layer) return '';
  return Object.entries(layer).filter(([name, value]) => name !== 'type' && value !== null && typeof value !== 'object' && !usual(name, value))
    .map(([name, value]) => value === false ? `no ${format.words(name)}` : `${SHORT[name] ?? format.words(name)} ${value}`.trim()).join(', ');
}

const usual = (name, value) => (name === 'stride' && value === 1) || (name === 'padding' && value === 0) || (name === 'dilation' && value === 1)
  || (name === 'groups' && value === 1) || (name === 'bias' && value === true) || ['eps', 'momentum', 'affine', 'track_running_stats'].includes(name);
