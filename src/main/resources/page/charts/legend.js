import { html } from 'lit';
import { style } from '../ui/style.js';

/** Which curve is which, and its value under the cursor (or its last); a click hides a curve. */
export function legend(chart) {
  const shown = chart.curves.filter(curve => !curve.faint);
  return html`<div class="legend">
    ${shown.map(curve => html`<button type="button" aria-pressed=${!chart.hidden_.has(curve.label)} title="Show or hide ${curve.label}"
      @click=${() => toggle(chart, curve.label)}>
      <span class="legend-line ${curve.dash ? 'dashed' : ''}" ${style({ color: `var(--${curve.token})` })}></span>
      <span class="clip">${curve.label}</span><span class="legend-value">${value(chart, curve)}</span></button>`)}
    <span class="legend-x">${chart.cursor === null || chart.x[chart.cursor] === undefined ? '' : `${chart.xLabel} ${chart.xFormat(chart.x[chart.cursor])}`}</span>
  </div>`;
}

function toggle(chart, label) {
  const hidden = new Set(chart.hidden_);
  if (!hidden.delete(label)) hidden.add(label);
  chart.hidden_ = hidden;
}

function value(chart, curve) {
  const at = chart.cursor === null ? curve.values.findLast(known => known !== null && known !== undefined) : curve.values[chart.cursor];
  return at === null || at === undefined ? '–' : chart.format(at);
}
