/**
 * The environment of git in a person's checkout. Their own configuration counts
 * there (it may name the checkout a safe one), but no GIT_DIR that a hook or a
 * tool has set.
 */
export function checkoutEnv(
  extra: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(?!CONFIG|SSL|TRACE)/.test(name),
  );
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', ...extra };
}
