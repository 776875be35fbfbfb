import { element, svg } from './dom.js';

const WIDTH = 420, HEIGHT = 200, LEFT = 40, BOTTOM = 22, TOP = 8, RIGHT = 8;

/** Two curves over the epochs: training and validation. */
export function chart(title, rows, trainKey, validationKey, epochs, digits) {
  const values = rows.flatMap(row => [row[trainKey], row[validationKey]]).filter(value => value !== null);
  const { low, high } = range(values);
  const x = epoch => LEFT + (epoch - 1) / Math.max(1, epochs - 1) * (WIDTH - LEFT - RIGHT);
  const y = value => TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
  const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title });
  for (let step = 0; step <= 4; step++) {
    const value = low + (high - low) * step / 4;
    picture.append(
      svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
      svg('text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end' }, value.toFixed(high - low < 0.1 ? 3 : 2)));
  }
  picture.append(
    svg('text', { x: LEFT, y: HEIGHT - 6 }, 'epoch 1'),
    svg('text', { x: WIDTH - RIGHT, y: HEIGHT - 6, 'text-anchor': 'end' }, String(epochs)));
  for (const [kind, key] of [['train', trainKey], ['validation', validationKey]]) {
    const points = rows.filter(row => row[key] !== null).map(row => [x(row.epoch), y(row[key])]);
    if (points.length === 0) continue;
    picture.append(svg('polyline', { class: kind, points: points.map(point => point.join()).join(' ') }));
    const [lastX, lastY] = points[points.length - 1];
    picture.append(svg('circle', { class: kind, cx: lastX, cy: lastY, r: 3 }));
  }
  return element('section', { class: 'card' }, element('h3', {}, title), picture, key(rows, trainKey, validationKey, digits));
}

function range(values) {
  if (values.length === 0) return { low: 0, high: 1 };
  const low = Math.min(...values), high = Math.max(...values);
  const margin = (high - low || Math.abs(high) || 1) * 0.08;
  return { low: Math.max(0, low - margin), high: high + margin };
}

function key(rows, trainKey, validationKey, digits) {
  const last = rows[rows.length - 1];
  const text = value => value === null || value === undefined ? '–' : value.toFixed(digits);
  return element('div', { class: 'key' },
    element('b', { class: 't' }, '— training '), text(last?.[trainKey]), ' · ',
    element('b', { class: 'v' }, '— validation '), text(last?.[validationKey]));
}
