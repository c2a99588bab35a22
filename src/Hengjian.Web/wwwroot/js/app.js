// Every page works without these; each module adds one convenience.
import "./dialogs.js";
import "./menus.js";
import "./refresh.js";
import "./focus.js";
import "./timer.js";
import "./reading.js";
import "./exam.js";
