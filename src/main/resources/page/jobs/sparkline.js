import { html, svg } from 'lit';
import * as format from '../core/format.js';

const WIDTH = 112;
const HEIGHT = 28;
const MARGIN = 3;

/** Validation accuracies so far as a small curve, its best point marked. */
export function sparkline(values) {
  const known = (values ?? []).filter(value => value !== null);
  if (known.length < 2) return html`<span class="sparkline-none" aria-hidden="true"></span>`;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = index => MARGIN + index * (WIDTH - 2 * MARGIN) / (known.length - 1);
  const y = value => high === low ? HEIGHT / 2 : HEIGHT - MARGIN - (value - low) * (HEIGHT - 2 * MARGIN) / (high - low);
  const points = known.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const best = known.indexOf(high);
  const label = `Validation accuracy from ${format.percent(known[0], 1)} to ${format.percent(known.at(-1), 1)}, best ${format.percent(high, 1)}`;
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${label}>
    ${svg`<path class="sparkline-area" d="M${points[0]} L${points.join(' ')} L${x(known.length - 1)},${HEIGHT} L${x(0)},${HEIGHT} Z"/>
      <polyline points=${points.join(' ')}/>
      <circle cx=${x(best)} cy=${y(high)} r="2.6"/>`}</svg>`;
}
