export * from './caller';
export * from './refusal';
export * from './wrongFields';
