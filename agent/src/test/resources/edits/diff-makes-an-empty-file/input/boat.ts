export interface Boat {
  name: string;
  sails: number;
}

export function race(boats: Boat[]): string {
  const sorted = boats.sort((a, b) => b.sails - a.sails);
  return sorted[0].name;
}

export function total(boats: Boat[]): number {
  return boats.reduce((sum, boat) => sum + boat.sails, 0);
}
