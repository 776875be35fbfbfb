import { html } from 'lit';
import { style } from '../ui/style.js';

/** Counts by true class (rows) and predicted class (columns), shaded by their share of the row. */
export function confusionMatrix({ class_names: names, confusion_matrix: matrix, classes }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion">
    <thead><tr><td></td>${names.map(name => html`<th scope="col"><span>${name}</span></th>`)}</tr></thead>
    <tbody>${matrix.map((row, truth) => html`<tr><th scope="row">${names[truth]}</th>
      ${row.map((count, guess) => cell(count, classes[truth].support, names[truth], names[guess], truth === guess))}</tr>`)}</tbody>
  </table></div>`;
}

function cell(count, support, truth, guess, right) {
  const share = support ? count / support : 0;
  return html`<td class="${right ? 'right' : 'wrong'} ${share > 0.55 ? 'deep' : ''} ${count ? '' : 'none'}" title="${truth} taken for ${guess}: ${count} of ${support}"
    ${style({ '--share': `${Math.round(100 * Math.sqrt(share))}%` })}>${count || '·'}</td>`;
}
