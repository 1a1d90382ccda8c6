import { MAX_DESCRIPTION, MAX_LOGIN } from '../limits';
import { CommentRecord } from '../store/commentStore';
import { Html, markup } from './html';
import { count, Site, time } from './layout';
import { markdown } from './markdown';

/** The comments of a pull request, and the form for one more. */
export function commentsView(
  site: Site,
  view: {
    number: number;
    sha: string;
    comments: CommentRecord[];
    /** Token of the form; without one there is no form. */
    token?: string;
    /** Who wrote last in this browser. */
    author?: string;
    /** What was written and could not be kept. */
    draft?: string;
  },
): Html {
  const { comments } = view;
  return markup`<section aria-labelledby="comments">
    <h2 id="comments">${count(comments.length, 'comment')}</h2>
    ${comments.map(
      one => markup`<article class="box comment" id="comment-${one.id}">
        <p class="head"><strong>${one.author}</strong> ${time(
        one.createdAt,
      )}</p>
        <div class="body">${markdown(one.body)}</div>
      </article>`,
    )}
    ${view.token && writeForm(site, view)}
  </section>`;
}

function writeForm(
  site: Site,
  view: {
    number: number;
    sha: string;
    token?: string;
    author?: string;
    draft?: string;
  },
): Html {
  return markup`<form class="write" method="post" action="${site.urls.pull(
    view.number,
  )}/comment">
      <input type="hidden" name="token" value="${view.token}" />
      <input type="hidden" name="sha" value="${view.sha}" />
      <label for="author">Your name</label>
      <input id="author" name="author" required maxlength="${MAX_LOGIN}" autocomplete="username" value="${
    view.author
  }" />
      <label for="comment">Comment (Markdown)</label>
      <textarea id="comment" name="body" rows="4" required maxlength="${MAX_DESCRIPTION}">${
    view.draft
  }</textarea>
      <button type="submit">Comment</button>
    </form>`;
}
