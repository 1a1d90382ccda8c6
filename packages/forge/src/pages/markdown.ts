import MarkdownIt from 'markdown-it';
import { Html, trusted } from './html';

// HTML in the text is shown as text, and links that would run a script are
// left as text (both are markdown-it's defaults); pictures would be fetched
// from elsewhere, so they aren't shown
const renderer = new MarkdownIt({ html: false, linkify: true }).disable(
  'image',
);

/** A description written by anyone as safe markup. */
export function markdown(text: string): Html {
  return trusted(renderer.render(text));
}
