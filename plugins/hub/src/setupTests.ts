import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are loaded when they are opened, which takes longer on a busy machine
// than the second that the library grants.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

// jsdom has no layout; the tests look at a desktop.
const WIDTH_PX = 1_280;
window.matchMedia = query => {
  const smallest = /min-width: (\d+)px/.exec(query);
  return Object.assign(new EventTarget(), {
    matches: Boolean(smallest) && Number(smallest?.[1]) <= WIDTH_PX,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
};

// Material UI's side bar, which Backstage brings, has rules that jsdom's parser
// does not know; that is said at each rendering and tells nothing of the tests.
/* eslint-disable no-console -- it is the console itself that is changed */
const warn = console.warn;
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).includes('[JSS]')) warn(...words);
};
