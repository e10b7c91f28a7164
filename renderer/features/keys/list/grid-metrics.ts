/** Heights that the virtual rows compute with; the style sheet uses the same tokens. */
export const ROW_PX = 32;
export const HEADER_PX = 32;
