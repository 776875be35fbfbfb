/** Draws vertical lines with a word at their top: the best epoch. */
export function marks(plot, list, colours) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  for (const mark of list ?? []) {
    const x = Math.round(plot.valToPos(mark.x, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.save();
    ctx.strokeStyle = colours.text;
    ctx.setLineDash([4 * ratio, 4 * ratio]);
    ctx.lineWidth = ratio;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    word(ctx, mark.label, x, bbox, ratio, colours);
    ctx.restore();
  }
}

function word(ctx, text, x, bbox, ratio, colours) {
  ctx.font = `${11 * ratio}px Inter, system-ui, sans-serif`;
  const width = ctx.measureText(text).width + 8 * ratio;
  const left = x + width > bbox.left + bbox.width ? x - width : x;
  ctx.fillStyle = colours.ground;
  ctx.fillRect(left + ratio, bbox.top - 2 * ratio, width - 2 * ratio, 15 * ratio);
  ctx.fillStyle = colours.text;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.fillText(text, left + 4 * ratio, bbox.top);
}
