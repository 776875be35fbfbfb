import uPlot from 'uplot';
import { html } from 'lit';
import { define, Element } from '../core/element.js';
import { colour, followColours } from '../core/theme.js';
import { legend } from './legend.js';
import { marks } from './marks.js';

const FONT = '12px Inter, system-ui, sans-serif';

/**
 * Curves over one x axis.
 *
 * `curves`: `{label, token, values, dash, faint, points}` with one value or null for each of `x`. `marks`: vertical lines
 * `{x, label}`. Charts with the same `sync` share their cursor.
 */
class Chart extends Element {
  static properties = {
    label: {}, x: { attribute: false }, curves: { attribute: false }, marks: { attribute: false }, log: { type: Boolean },
    sync: {}, xLabel: {}, format: { attribute: false }, xFormat: { attribute: false }, range: { attribute: false },
    hidden_: { state: true }, cursor: { state: true },
  };

  constructor() {
    super();
    this.curves = [];
    this.x = [];
    this.marks = [];
    this.format = value => String(Number(value.toPrecision(4)));
    this.xFormat = value => String(Math.round(value));
    this.hidden_ = new Set();
    this.cursor = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.stopColours = followColours(() => this.#rebuild());
    this.resizer = new ResizeObserver(() => this.#resize());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopColours();
    this.resizer.disconnect();
    this.#destroy();
  }

  firstUpdated() {
    this.canvas = this.querySelector('.chart-canvas');
    this.resizer.observe(this.canvas);
  }

  render() {
    return html`<figure class="chart" aria-label=${this.label}>
      <figcaption><span class="chart-title">${this.label}</span>${legend(this)}</figcaption>
      <div class="chart-canvas" role="img" aria-label=${this.#summary()}></div>
    </figure>`;
  }

  /** The curves' last values in words, for those who do not see them. */
  #summary() {
    const last = this.curves.filter(curve => !curve.faint).map(curve => {
      const value = curve.values.findLast(known => known !== null && known !== undefined);
      return value === undefined ? null : `${curve.label} ${this.format(value)}`;
    });
    return `${this.label}: ${last.filter(Boolean).join(', ') || 'nothing yet'}`;
  }

  updated(changed) {
    if (changed.has('curves') || changed.has('x') || changed.has('log') || changed.has('marks') || changed.has('hidden_')) this.#show();
  }

  /** What must be the same for the plot to take new numbers instead of being made anew. */
  #structure() {
    return JSON.stringify([this.log, this.xLabel, this.curves.map(curve => [curve.label, curve.token, curve.faint, curve.points])]);
  }

  #show() {
    if (!this.plot || this.structure !== this.#structure()) this.#rebuild();
    else {
      this.plot.setData(this.#data());
      this.curves.forEach((curve, index) => {
        const show = !this.hidden_.has(curve.label);
        if (this.plot.series[index + 1].show !== show) this.plot.setSeries(index + 1, { show });
      });
    }
  }

  #data() {
    const positive = value => this.log && !(value > 0) ? null : value;
    return [this.x, ...this.curves.map(curve => this.log ? curve.values.map(positive) : curve.values)];
  }

  #rebuild() {
    if (!this.canvas) return;
    this.#destroy();
    this.structure = this.#structure();
    this.plot = new uPlot(this.#options(), this.#data(), this.canvas);
  }

  #destroy() {
    this.plot?.destroy();
    this.plot = null;
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (this.plot && width && (width !== this.plot.width || height !== this.plot.height)) this.plot.setSize({ width, height });
  }

  #options() {
    const [soft, grid] = [colour('soft'), colour('grid')];
    const axis = { stroke: soft, font: FONT, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
    return {
      width: this.canvas.clientWidth || 600,
      height: this.canvas.clientHeight || 240,
      padding: [12, 12, 0, 0],
      legend: { show: false },
      cursor: {
        sync: this.sync ? { key: this.sync } : undefined, drag: { x: true, y: false }, points: { size: 7 }, focus: { prox: 24 },
      },
      focus: { alpha: 1 },
      scales: {
        x: { time: false, range: (_, low, high) => low === high ? [low - 0.5, high + 0.5] : [low, high] },
        y: { distr: this.log ? 3 : 1, range: this.log ? undefined : this.range ?? padded },
      },
      axes: [
        { ...axis, size: 34, space: 64, values: (_, splits) => splits.map(value => Number.isInteger(value) || this.xLabel !== 'epoch' ? this.xFormat(value) : '') },
        { ...axis, size: 58, space: 36, values: (_, splits) => splits.map(value => value === null ? '' : this.format(value)) },
      ],
      series: [{}, ...this.curves.map(curve => this.#series(curve))],
      hooks: {
        setCursor: [plot => { this.cursor = plot.cursor.idx ?? null; }],
        draw: [plot => marks(plot, this.marks, { text: soft, line: colour('line-strong'), ground: colour('surface') })],
      },
    };
  }

  #series({ label, token, dash, faint, points }) {
    const stroke = colour(token);
    return {
      label, stroke, dash, width: faint ? 1 : 2, alpha: faint ? 0.3 : 1, spanGaps: true, show: !this.hidden_.has(label),
      points: points === false || faint ? { show: false } : { size: 5, fill: stroke, stroke, show: this.x.length <= 60 },
    };
  }
}

/** A little air above and below, and never a range of nothing. */
function padded(_, low, high) {
  if (low === null) return [0, 1];
  const air = (high - low || Math.abs(high) || 1) * 0.06;
  return [low >= 0 ? Math.max(0, low - air) : low - air, high + air];
}

define('ty-chart', Chart);
