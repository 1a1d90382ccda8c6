/** Largest JSON body of an API call, in bytes; a file travels in it as base64. */
export const MAX_API_BODY = 16 * 1024 * 1024;

/** Largest body of a page's form, in bytes. */
export const MAX_FORM_BODY = 4 * 1024;

/** Largest body of the form of a comment, in bytes. */
export const MAX_COMMENT_BODY = 512 * 1024;

/** Largest pack that one `git push` may send, in bytes. */
export const MAX_PACK = 512 * 1024 * 1024;

/** Most that one git command may answer before it is cut off, in bytes. */
export const MAX_GIT_OUTPUT = 64 * 1024 * 1024;

/** Largest diff that is shown, in bytes; of a larger one only the files are listed. */
export const MAX_DIFF = 4 * 1024 * 1024;

/** Longest diff of one file that the page shows, in lines. */
export const MAX_FILE_DIFF_LINES = 2000;

/** Longest diff of one file that starts unfolded, in lines. */
export const MAX_OPEN_DIFF_LINES = 400;

/** Longest title of a pull request, in characters (as GitHub has it). */
export const MAX_TITLE = 256;

/** Longest description of a pull request, in characters (as GitHub has it). */
export const MAX_DESCRIPTION = 65536;

/** Longest name that a comment's author may have, in characters. */
export const MAX_LOGIN = 100;

/** Most annotations that one update of a check run brings (as GitHub has it). */
export const MAX_ANNOTATIONS = 50;

/** Most commits that one push event lists (as GitHub has it). */
export const MAX_PUSH_COMMITS = 2048;

/** Most items on one page of a listing (as GitHub has it). */
export const MAX_PER_PAGE = 100;
