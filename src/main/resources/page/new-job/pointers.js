import { syntaxTree } from '@codemirror/language';

/** Where a JSON pointer points to in the text; where there is no such place, the nearest one around it. */
export function rangeOf(state, pointer) {
  let node = syntaxTree(state).topNode.firstChild;
  let name = null;
  for (const step of steps(pointer)) {
    const next = node && child(state, node, step);
    if (!next) return name ?? start(node);
    ({ value: node, name } = next);
  }
  return name ?? start(node);
}

const steps = pointer => (pointer ?? '').split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A missing member is shown at the opening bracket of what it is missing from. */
const start = node => node ? { from: node.from, to: Math.min(node.to, node.from + 1) } : { from: 0, to: 0 };

function child(state, node, step) {
  if (node.name === 'Object') {
    for (const property of node.getChildren('Property')) {
      const name = property.getChild('PropertyName');
      if (JSON.parse(state.sliceDoc(name.from, name.to)) === step) return { value: property.lastChild, name: whole(property) };
    }
  }
  if (node.name === 'Array') {
    const items = [];
    for (let item = node.firstChild; item; item = item.nextSibling) if (!['[', ']', ',', '⚠'].includes(item.name)) items.push(item);
    const item = items[Number(step)];
    if (item) return { value: item, name: whole(item) };
  }
  return null;
}

const whole = node => ({ from: node.from, to: node.to });
