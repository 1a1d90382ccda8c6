import { Input } from '../plan/Input';

/**
 * A name in the cloud that nobody else has: the claim's name for people, cut to
 * what the kind allows, and its id.
 */
export function cloudName<Spec>(
  { name, id }: Input<Spec>,
  maxLength: number,
): string {
  const head = name.slice(0, maxLength - id.length - 1).replace(/-+$/, '');
  return `${head}-${id}`;
}
