import { Directive, directive } from 'lit-html/directive.js';

/** Sets style properties of its element by script: a style attribute would need a weaker content policy. */
class Style extends Directive {
  render() {}

  update(part, [properties]) {
    for (const [name, value] of Object.entries(properties)) part.element.style.setProperty(name, value);
  }
}

export const style = directive(Style);
