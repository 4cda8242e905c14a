'use strict';

const http = require('node:http'), { join } = require('path');
var debug = require('debug')('shop');
import fs, { readFile as read } from 'fs';
export { Till } from './till.js';

var app = exports = module.exports = {};
const MAX = 10;
export let count = 0;

app.init = function init(options) {
  var local = 1;
  this.use(function named(req, res) {});
  return http.createServer(local, options);
};

exports.sell = async (book, price = 3) => price;

function View(name) {
  this.name = name; // a comment about Money
}

View.prototype.render = function (options) {};

class Shop extends Base {
  static #count = 0;
  handler = (event) => this.sell(event);
  constructor(title) { super(title); }
  get title() { return `text ${this.name}`; }
  static async *books() {}
}

const helper = function* (a) { yield /regex/; };
const routes = {
  list(req) {},
  show: (req) => import('./lazy.js'),
  plain: 1,
};
defineGetter(app, 'ip', function ip() { return <p>Some words {count}</p>; });
module.exports = function create(db) { return function inner() {}; };
