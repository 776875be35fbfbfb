import { html, svg } from 'lit';
import * as format from '../core/format.js';

const SIZE = 240;
const LEFT = 40;
const BOTTOM = 32;
const TOP = 8;

/** A reliability diagram: how often it is right, by how sure it was. */
export function calibrationCard({ ece, bins }) {
  const x = share => LEFT + share * (SIZE - LEFT);
  const y = share => TOP + (SIZE - TOP - BOTTOM) * (1 - share);
  const bars = bins.filter(bin => bin.count).map(bin => svg`<rect class="calibration-bar" x=${x(bin.from) + 1} y=${y(bin.accuracy)} width=${x(bin.to) - x(bin.from) - 2} height=${y(0) - y(bin.accuracy)}>
    <title>${format.percent(bin.confidence, 1)} sure, right in ${format.percent(bin.accuracy, 1)} of ${bin.count} images</title></rect>`);
  const ticks = [0, 0.5, 1].map(at => svg`<text x=${LEFT - 6} y=${y(at) + 4} text-anchor="end">${100 * at} %</text><text x=${x(at)} y=${SIZE - BOTTOM + 16} text-anchor=${at === 1 ? 'end' : 'middle'}>${100 * at} %</text>`);
  return html`<section class="card"><div class="card-head"><h2>Calibration</h2><span class="soft small">is it right as often as it is sure?</span></div>
    <div class="card-body calibration">
      <svg viewBox="0 0 ${SIZE + 4} ${SIZE}" width=${SIZE + 4} height=${SIZE} role="img" aria-label="Reliability diagram, expected calibration error ${format.percent(ece)}">
        ${svg`<path class="calibration-frame" d="M${LEFT} ${TOP}V${y(0)}H${SIZE}"/>`}${bars}${svg`<path class="calibration-ideal" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>`}${ticks}</svg>
      <div class="stack-s"><p><span class="big">${format.percent(ece)}</span> expected calibration error</p>
        <p class="soft">Bars below the diagonal: surer than it should be. Above it: less sure than it could be.</p></div>
    </div></section>`;
}
