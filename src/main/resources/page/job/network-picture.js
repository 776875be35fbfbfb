import { html, svg } from 'lit';
import * as format from '../core/format.js';

const HEIGHT = 148;
const TALLEST = 92;
const GAP = 5;
/** Short networks need not stand close. */
const GAPS = [[8, 36], [24, 14]];
const LABEL = 84;
const FAMILIES = [
  [/conv/, 'series-1'], [/linear/, 'series-2'], [/pool/, 'series-3'], [/residual/, 'series-6'], [/norm/, 'series-4'], [/dropout/, 'series-9'], [/flatten/, 'series-9']];

/** Each layer's output as a box: as high as its image, as wide as it has channels. Names stand where the shape changes. */
export function networkPicture(layers) {
  const largest = Math.max(1, ...layers.map(({ output_shape: [, height = 1] }) => height));
  let x = 4;
  let before = '';
  let labelled = -LABEL;
  const [, gap] = GAPS.find(([most]) => layers.length <= most) ?? [0, GAP];
  const boxes = layers.map((layer, index) => {
    const box = size(layer.output_shape, largest);
    const name = format.shape(layer.output_shape);
    const last = index === layers.length - 1;
    const label = (x - labelled >= LABEL && name !== before) || (last && x - labelled >= LABEL - 14);
    before = name;
    if (label) labelled = x;
    const drawn = draw(layer, x, box, label ? name : '');
    x += box.width + gap;
    return drawn;
  });
  return html`<div class="network-picture" tabindex="0" role="region" aria-label="Picture of the network">
    <svg viewBox="0 0 ${x + LABEL} ${HEIGHT}" width=${x + LABEL} height=${HEIGHT} role="img" aria-label="The layers' outputs, from ${format.shape(layers[0].output_shape)} to ${format.shape(layers.at(-1).output_shape)}">${boxes}</svg>
  </div>`;
}

function size([channels, height], largest) {
  const width = Math.min(44, 5 + 3.2 * Math.log2(channels));
  return height === undefined ? { width: 9, height: Math.min(TALLEST, 14 + 7 * Math.log2(channels)) } : { width, height: 12 + (TALLEST - 12) * Math.sqrt(height / largest) };
}

function draw(layer, x, { width, height }, label) {
  const [, token] = FAMILIES.find(([pattern]) => pattern.test(layer.type)) ?? [null, null];
  const top = 8 + (TALLEST - height) / 2;
  const colour = token ? `var(--${token})` : 'var(--line-strong)';
  const text = `${layer.path} ${layer.type}: ${format.shape(layer.output_shape)}, ${format.count(layer.parameters)} parameters`;
  return svg`<g><title>${text}</title>
    <rect x=${x} y=${top} width=${width} height=${height} rx="2.500" fill=${colour} fill-opacity=${layer.parameters ? 0.85 : 0.35}/>
    ${label ? svg`<text x=${x} y=${TALLEST + 26} class="picture-shape">${label}</text><text x=${x} y=${TALLEST + 42} class="picture-type">${layer.type}</text>` : ''}</g>`;
}
