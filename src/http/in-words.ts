/** Ten characters that are no white space: what a person is to read as a reason says something. */
export const IN_WORDS = /\S(\s*\S){9}/;
