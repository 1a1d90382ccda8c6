const KEY = 'illm-lab:signed-in-as';

/**
 * Who was picked last on this browser. Local storage and not Backstage's
 * storage API, because that one belongs to a user who is signed in already.
 */
export const rememberedPerson = {
  get: () => window.localStorage.getItem(KEY) ?? undefined,
  set: (name: string) => window.localStorage.setItem(KEY, name),
  forget: () => window.localStorage.removeItem(KEY),
};
