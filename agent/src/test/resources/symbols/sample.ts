import { A } from "./a";
export * from './b';
import fs = require("fs");
export abstract class C<T> extends B implements I { private readonly x: number = 3; constructor(private a: string) { super(); } abstract f(): void; get y(): number { return 1; } static async g<U>(p: U): Promise<U> { return p; } h = (a: number) => a; #p = 1; }
export interface I { a: string; m(x: number): void; readonly b?: number; }
export type T = { a: string } | number;
export enum E { A, B = 2 }
const enum F { X }
declare module "x" { function q(): void; }
namespace N { export const z = 1; }
export const arrow = async (a: number): Promise<void> => { };
export default function main(a: string): void {}
declare function decl(a: number): string;
export const K = 3;
let v: string = "a";
function over(a: string): void;
function over(a: any) {}
export default class extends X {}
abstract class Q { protected abstract z: number; }
