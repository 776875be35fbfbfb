import { html } from 'lit';
import * as format from '../core/format.js';
import { skeleton } from '../ui/parts.js';
import { style } from '../ui/style.js';

/** How many images each class has, to train and to test on. */
export function balanceCard(statistics) {
  return html`<section class="card"><div class="card-head"><h2>Classes</h2>
      <span class="soft small"><span class="key train"></span>train <span class="key test"></span>test</span></div>
    ${statistics ? bars(statistics) : html`<div class="card-body stack-s">${Array.from({ length: 10 }, () => skeleton())}</div>`}</section>`;
}

function bars({ train_counts: train, test_counts: test }) {
  const most = Math.max(...Object.values(train), ...Object.values(test));
  return html`<table class="balance"><caption class="visually-hidden">Images of each class</caption><colgroup><col class="col-name"><col><col class="col-count"><col class="col-count"></colgroup>
    <thead class="visually-hidden"><tr><th scope="col">Class</th><th scope="col">Share</th><th scope="col">Train</th><th scope="col">Test</th></tr></thead>
    <tbody>${Object.keys(train).map(name => html`<tr><th scope="row" class="clip">${name}</th>
      <td class="balance-bars"><span class="train" ${style({ width: `${100 * train[name] / most}%` })}></span><span class="test" ${style({ width: `${100 * test[name] / most}%` })}></span></td>
      <td class="number">${format.count(train[name])}</td><td class="number soft">${format.count(test[name])}</td></tr>`)}</tbody></table>`;
}
