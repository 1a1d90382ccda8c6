import { z } from 'zod';
import { TalosFacts } from '../facts';
import { TalosClient } from '../TalosClient';

/** Something that a machine is asked by itself, so that it can fail by itself. */
export interface TalosPart {
  /** As people see it. */
  name: string;
  /** Milliseconds from one question to the next. */
  everyMs: number;
  read(client: TalosClient): Promise<Partial<TalosFacts>>;
  /** What it says when the machine has no such thing. */
  absent: Partial<TalosFacts>;
}

/** Milliseconds between questions about what moves. */
export const OFTEN_MS = 15_000;
/** Milliseconds between questions about what hardly changes. */
export const SELDOM_MS = 60_000;

/** The machine service wraps its answers: one message per machine asked. */
export const message = <T extends z.ZodType>(schema: T) =>
  z
    .object({ messages: z.array(schema).min(1) })
    .transform(({ messages }) => messages[0]);

/** What protobuf writes of a 64-bit number. */
export const count = z.coerce.number().nonnegative();
/** A protobuf timestamp as ISO 8601; null when it was never set. */
export const timestamp = z
  .object({ seconds: z.coerce.number() })
  .nullable()
  .transform(value =>
    value && value.seconds > 0
      ? new Date(value.seconds * 1000).toISOString()
      : null,
  );
