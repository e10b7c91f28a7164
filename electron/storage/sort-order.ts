/** What names are sorted by: case does not count, and no locale moves them between machines. */
export const sortOrderOf = (name: string): string => name.toLowerCase();
