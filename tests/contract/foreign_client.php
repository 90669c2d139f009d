<?php
/* Called by foreign_client.sh: php foreign_client.php AUTOLOAD URL KEY

   A working day through the published PHP client: reads, then writes, then the traces removed. Prints
   a row a step and ends with 1 unless every step found what the studio world holds. */

[, $autoload, $url, $key] = $argv;
require $autoload;

use Jcolombo\PaymoApiPhp\Entity\Resource\Client;
use Jcolombo\PaymoApiPhp\Entity\Resource\Company;
use Jcolombo\PaymoApiPhp\Entity\Resource\Invoice;
use Jcolombo\PaymoApiPhp\Entity\Resource\InvoiceItem;
use Jcolombo\PaymoApiPhp\Entity\Resource\Milestone;
use Jcolombo\PaymoApiPhp\Entity\Resource\Project;
use Jcolombo\PaymoApiPhp\Entity\Resource\Task;
use Jcolombo\PaymoApiPhp\Entity\Resource\Tasklist;
use Jcolombo\PaymoApiPhp\Entity\Resource\TimeEntry;
use Jcolombo\PaymoApiPhp\Entity\Resource\User;
use Jcolombo\PaymoApiPhp\Paymo;

error_reporting(E_ALL & ~E_DEPRECATED);
Paymo::connect($key, false, 'sandbox', $url);
$failed = 0;

function step(string $name, callable $do, $wanted): void
{
    global $failed;
    try {
        $found = $do();
    } catch (Throwable $problem) {
        $found = get_class($problem) . ': ' . $problem->getMessage();
    }
    $ok = $found == $wanted;
    $failed += $ok ? 0 : 1;
    printf("%-44s %s\n", $name, $ok ? 'ok' : 'FAILED ' . json_encode([$found, $wanted]));
}

function names(iterable $rows): array
{
    $names = [];
    foreach ($rows as $row) {
        $names[] = $row->name;
    }
    sort($names);
    return $names;
}

step('company', fn () => Company::new()->fetch()->name, 'Harbour Studio');
step('list clients, active', fn () => names(Client::list()->where(Client::where('active', true))->fetch()), ['Bluebird Café', 'Northwind Traders']);
step('list projects, page of 2', fn () => count(Project::list()->limit(2)->fetch()), 2);
step('project with client and tasks', function () {
    $project = Project::new()->fetch(101, ['client', 'tasklists', 'tasks']);
    return [$project->client->name, count($project->tasklists)];
}, ['Northwind Traders', 2]);
step('list tasks, two conditions', function () {
    $tasks = Task::list()->where(Task::where('project_id', 101))->where(Task::where('complete', true))->fetch();
    return names($tasks);
}, ['Content migration']);
step('list tasks, chosen fields', fn () => Task::list()->where(Task::where('id', 301))->fetch(['name', 'project.name'])->raw()[301]->project->name ?? 'none', 'Website Relaunch');
step('list users, in', fn () => count(User::list()->where(User::where('type', ['Guest'], 'in'))->fetch()), 3);
step('list entries of a task', fn () => count(TimeEntry::list()->where(TimeEntry::where('task_id', 301))->fetch()) > 0, true);
step('list milestones, by day', fn () => names(Milestone::list()->where(Milestone::where('due_date', '2026-11-20', '>='))->fetch()), ['Handover', 'Launch']);
step('list invoices with lines', fn () => count(Invoice::list()->fetch(['invoiceitems'])) > 0, true);
step('an id that is not there', fn () => Client::new()->fetch(99999)->id, null);

$client = new Client();
$project = new Project();
$task = new Task();
$invoice = new Invoice();

step('create a client', function () use ($client) {
    $client->set(['name' => 'Foreign Client', 'email' => 'office@foreign.example'])->create();
    return [$client->name, $client->id > 0];
}, ['Foreign Client', true]);
step('update a client', function () use ($client) {
    $client->set('city', 'Sligo')->update();
    return Client::new()->fetch($client->id)->city;
}, 'Sligo');
step('create a project', function () use ($client, $project) {
    $project->set(['name' => 'Foreign Project', 'client_id' => $client->id])->create();
    return $project->client_id === $client->id;
}, true);
step('create a task list and a task', function () use ($project, $task) {
    $list = Tasklist::new()->set(['name' => 'Foreign List', 'project_id' => $project->id])->create();
    $task->set(['name' => 'Foreign Task', 'tasklist_id' => $list->id])->create();
    return $task->project_id === $project->id;
}, true);
step('complete the task', function () use ($task) {
    $task->set('complete', true)->update();
    return Task::new()->fetch($task->id)->complete;
}, true);
step('log time', function () use ($task) {
    $entry = TimeEntry::new()->set(['task_id' => $task->id, 'date' => '2026-11-02', 'duration' => 3600])->create();
    $entry->set('duration', 7200)->update();
    return TimeEntry::new()->fetch($entry->id)->duration;
}, 7200);
step('log time with start and end', function () use ($task) {
    $given = ['task_id' => $task->id, 'start_time' => '2026-11-02T09:00:00Z', 'end_time' => '2026-11-02T10:30:00Z'];
    return TimeEntry::new()->set($given)->create()->duration;
}, 5400);
step('create an invoice and a line', function () use ($client, $invoice) {
    $invoice->set(['client_id' => $client->id, 'currency' => 'EUR', 'tax' => 20])->create();
    InvoiceItem::new()->set(['invoice_id' => $invoice->id, 'item' => 'Work', 'price_unit' => 100, 'quantity' => 2])->create();
    $stored = Invoice::new()->fetch($invoice->id, ['invoiceitems']);
    return [$stored->status, $stored->total, count($stored->invoiceitems)];
}, ['draft', 240, 1]);
step('send the invoice', function () use ($invoice) {
    $invoice->set('status', 'sent')->update();
    return Invoice::new()->fetch($invoice->id)->status;
}, 'sent');
step('delete the client and all it has', function () use ($client, $project) {
    $client->delete();
    return Project::new()->fetch($project->id)->id;
}, null);

exit($failed ? 1 : 0);
