/** What a message says of a private incident in place of its words: whoever gets it may not be of its group. */
export const PRIVATE_WORDS = 'It is private: its page shows it to its group.';
