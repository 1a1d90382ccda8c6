/**
 * Text as every database keeps it. PostgreSQL refuses the character NUL, and with it
 * the whole row; its picture (U+2400) stands in for it.
 */
export const storable = (text: string): string => text.replaceAll('\0', '␀');
