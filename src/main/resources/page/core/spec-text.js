/** A spec as one would write it: small objects on one line, a layer to a line. */
const WIDTH = 92;

export function specText(value, indent = '') {
  const line = flat(value);
  if (line.length + indent.length <= WIDTH && !isTopLevel(value, indent)) return line;
  const inner = indent + '  ';
  if (Array.isArray(value)) return `[\n${value.map(item => inner + specText(item, inner)).join(',\n')}\n${indent}]`;
  return `{\n${Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${specText(item, inner)}`).join(',\n')}\n${indent}}`;
}

const isTopLevel = (value, indent) => indent === '' && typeof value === 'object';

function flat(value) {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`).join(', ')}}`;
}
