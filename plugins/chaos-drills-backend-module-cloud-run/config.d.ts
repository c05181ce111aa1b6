export interface Config {
  chaosDrills?: object;
}
